#!/usr/bin/env node
const [major = 0, minor = 0, patch = 0] = process.versions.node.split('.').map(Number)
if (major * 1e6 + minor * 1e3 + patch < 20_018_001) {
  console.error(
    `lettr-convert needs Node.js 20.18.1 or newer; this is ${process.versions.node}. Get one at https://nodejs.org.`,
  )
  process.exitCode = 2
} else {
  import('../dist/cli.js').then(({ main }) => main())
}
