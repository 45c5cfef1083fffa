import { spawn } from 'node:child_process'
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '../..')
const bin = join(root, 'bin/lettr-convert.js')

/** What a block of commands came to; `printed` is stdout and stderr as they came. */
export interface Ran {
  readonly code: number
  readonly printed: string
}

/** A folder like a fresh clone, in which the page's commands are typed one after the other. */
export interface Place {
  readonly folder: string
  /**
   * Runs commands by sh; the clock starts at 09:15 UTC on 22 November 2026 and is ten minutes later at each run. With TERMINAL in
   * `env` a command's stdout passes for a terminal, without colour.
   */
  run(commands: string, env?: Readonly<Record<string, string>>, folder?: string): Promise<Ran>
  remove(): void
}

/**
 * Makes the folder, with the fixtures in it, and puts stand-ins first in the path: `npx lettr-convert` starts the built command,
 * npm does nothing, jq takes one path such as `.books.merged`.
 */
export function makePlace(): Place {
  const folder = mkdtempSync(join(tmpdir(), 'lettr-readme-'))
  const tools = join(folder, '.tools')
  for (const name of ['fixtures', 'docs']) cpSync(join(root, name), join(folder, name), { recursive: true })
  mkdirSync(tools)
  writeFileSync(join(tools, 'clock.mjs'), clock)
  const start = `"${process.execPath}" --import "${join(tools, 'clock.mjs')}" "${bin}"`
  tool('lettr-convert', `exec ${start} "$@"`)
  tool('npx', `[ "$1" = lettr-convert ] || exit 99\nshift\nexec ${start} "$@"`)
  tool('npm', 'case "$1" in ci|test|pack|install) ;; *) exit 99 ;; esac')
  tool('jq', `exec "${process.execPath}" "${join(tools, 'jq.mjs')}" "$@"`)
  writeFileSync(join(tools, 'jq.mjs'), jq)
  let runs = 0

  function tool(name: string, script: string): void {
    const path = join(tools, name)
    writeFileSync(path, `#!/bin/sh\n${script}\n`)
    chmodSync(path, 0o755)
  }

  return {
    folder,
    run(commands, env = {}, cwd = folder) {
      const now = Date.UTC(2026, 10, 22, 9, 15) + runs * 600_000
      runs += 1
      return runShell(commands, cwd, {
        ...env,
        PATH: `${tools}:${process.env.PATH ?? ''}`,
        XDG_STATE_HOME: join(folder, '.state'),
        TZ: 'UTC',
        NO_COLOR: '1',
        TEST_NOW: String(now),
      })
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

const clock = `if (process.env.TERMINAL === 'yes') Object.defineProperty(process.stdout, 'isTTY', { value: true })
const moved = Number(process.env.TEST_NOW) - Date.now()
const RealDate = Date
globalThis.Date = class extends RealDate {
  constructor(...given) {
    if (given.length === 0) super(RealDate.now() + moved)
    else super(...given)
  }
  static now() {
    return RealDate.now() + moved
  }
}
`

const jq = `let text = ''
for await (const chunk of process.stdin) text += chunk
const path = process.argv.at(-1).split('.').slice(1)
console.log(JSON.stringify(path.reduce((at, key) => at?.[key], JSON.parse(text)) ?? null))
`

function runShell(commands: string, cwd: string, env: Readonly<Record<string, string>>): Promise<Ran> {
  return new Promise((done, fail) => {
    const child = spawn('sh', ['-e'], { cwd, env, stdio: ['pipe', 'pipe', 'pipe'] })
    let printed = ''
    const add = (text: string): void => {
      printed += text
    }
    child.stdout.setEncoding('utf8').on('data', add)
    child.stderr.setEncoding('utf8').on('data', add)
    child.on('error', fail)
    child.on('close', (code) => done({ code: code ?? -1, printed }))
    child.stdin.end(`exec 2>&1 < /dev/null\n${commands}`)
  })
}
