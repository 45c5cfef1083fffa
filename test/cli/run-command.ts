import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, onTestFinished } from 'vitest'
import { type Sandbox, type SandboxOptions, startSandbox } from '../../src/sandbox/server.js'

const root = resolve(import.meta.dirname, '../..')
/** The command as a person starts it. */
const bin = join(root, 'bin/lettr-convert.js')

/** The key of all runs; no byte that a run leaves or prints may hold it. */
export const canaryKey = 'LL-API-canary-7Qx2mVw9KfTz4Lp1'
/** A word in the data of every invented customer; it may stand in the files of a run, but not on a screen that is no terminal. */
export const canaryPerson = 'canaria'

/** What a run of the command came to. */
export interface Ended {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
}

/** A run under way, for tests that signal it. */
export interface Running {
  readonly pid: number
  readonly ended: Promise<Ended>
  kill(signal: NodeJS.Signals): void
  /** Resolves once what was printed on either stream matches; fails when the run ends before. */
  printed(pattern: RegExp): Promise<string>
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>
  readonly stdin?: string | Buffer
  /** Standard input is never ended. */
  readonly stdinStaysOpen?: boolean
  /** Closes stdout's pipe before anything is read from it. */
  readonly closeStdout?: boolean
  /** No file that the run writes may be larger. */
  readonly mostKibibytes?: number
  /** The run is asked to show customers' data. */
  readonly showsValues?: boolean
}

/** A folder of its own for one test, and a memory that its runs share; both gone when the test is over. */
export class Folder {
  readonly path = mkdtempSync(join(tmpdir(), 'lettr-cli-'))
  /** Where its runs remember what was sent: XDG_STATE_HOME. */
  readonly state = mkdtempSync(join(tmpdir(), 'lettr-state-'))

  constructor() {
    onTestFinished(() => {
      for (const path of [this.path, this.state]) rmSync(path, { recursive: true, force: true })
    })
  }

  at(name: string): string {
    return join(this.path, name)
  }

  write(name: string, content: string | Buffer, mode = 0o644): this {
    writeFileSync(this.at(name), content, { mode })
    return this
  }

  writeJson(name: string, value: unknown): this {
    return this.write(name, JSON.stringify(value, undefined, 2))
  }

  read(name: string): string {
    return readFileSync(this.at(name), 'utf8')
  }

  /** All files and folders, relative, sorted. */
  list(): readonly string[] {
    return readdirSync(this.path, { recursive: true, encoding: 'utf8' }).sort()
  }

  /** The folders of the runs, oldest first. */
  runs(): readonly string[] {
    const out = this.at('lettr-convert-runs')
    if (!existsSync(out)) return []
    const born = (name: string) => statSync(join(out, name)).birthtimeMs
    return readdirSync(out)
      .filter((name) => !name.startsWith('.'))
      .sort((a, b) => born(a) - born(b))
      .map((name) => `lettr-convert-runs/${name}`)
  }

  /** The newest run's folder; fails when there is none. */
  run(): string {
    const last = this.runs().at(-1)
    if (last === undefined) throw new Error('no run left a folder')
    return last
  }

  /** A file of the newest run, or undefined when it was not written. */
  left(name: string): string | undefined {
    const path = `${this.run()}/${name}`
    return existsSync(this.at(path)) ? this.read(path) : undefined
  }
}

/** Starts the built command in a folder, with that folder's memory and hardly any environment. */
export function startCommand(folder: Folder, args: readonly string[], options: RunOptions = {}): Running {
  if (!existsSync(join(root, 'dist/cli.js'))) throw new Error('dist/ is missing: run npm run build before these tests.')
  const env = {
    PATH: process.env.PATH ?? '',
    TZ: 'Asia/Kathmandu',
    XDG_STATE_HOME: folder.state,
    LETTRLABS_API_KEY: canaryKey,
    ...options.env,
  }
  const limit =
    options.mostKibibytes === undefined ? [] : ['bash', '-c', `ulimit -f ${options.mostKibibytes}; exec "$@"`, '-']
  const [program = '', ...words] = [...limit, process.execPath, bin, ...args]
  const child = spawn(program, words, { cwd: folder.path, env, stdio: 'pipe' })
  const printed = { stdout: '', stderr: '' }
  const waiting = new Set<() => void>()
  const note = (stream: 'stdout' | 'stderr') => (text: string) => {
    printed[stream] += text
    for (const look of waiting) look()
  }
  if (options.closeStdout === true) child.stdout.destroy()
  else child.stdout.setEncoding('utf8').on('data', note('stdout'))
  child.stderr.setEncoding('utf8').on('data', note('stderr'))
  child.stdin.on('error', () => {})
  if (options.stdinStaysOpen !== true) child.stdin.end(options.stdin ?? '')
  const ended = new Promise<Ended>((done, fail) => {
    child.on('error', fail)
    child.on('close', (code, signal) => done({ code, signal, ...printed }))
  })
  return {
    pid: child.pid ?? 0,
    ended,
    kill: (signal) => void child.kill(signal),
    printed: (pattern) =>
      new Promise((done, fail) => {
        const look = () => {
          const all = printed.stdout + printed.stderr
          if (!pattern.test(all)) return
          waiting.delete(look)
          done(all)
        }
        waiting.add(look)
        look()
        ended.then(
          () => fail(new Error(`ended before ${pattern} was printed:\n${printed.stdout}${printed.stderr}`)),
          fail,
        )
      }),
  }
}

/** Runs the command to its end and holds it to what is true of every run: no key, no customer on a screen, files for the owner only. */
export async function runCommand(folder: Folder, args: readonly string[], options: RunOptions = {}): Promise<Ended> {
  const ended = await startCommand(folder, args, options).ended
  expectDiscretion(folder, ended, options)
  return ended
}

/** Fails when a run printed or left the key, printed customers' data, left a half-written file, or one that others can read. */
export function expectDiscretion(folder: Folder, ended: Ended, options: RunOptions = {}): void {
  const screen = ended.stdout + ended.stderr
  for (const form of keyForms) expect(screen, 'the key was printed').not.toContain(form)
  if (options.showsValues !== true) expect(screen.toLowerCase(), 'a customer was printed').not.toContain(canaryPerson)
  expect(screen).not.toMatch(/^\s+at .+:\d+:\d+\)?$/m)
  for (const run of folder.runs()) {
    for (const path of filesBelow(folder.at(run))) {
      expect(path).not.toMatch(/\.part$/)
      expectPrivate(path)
    }
    expect((statSync(folder.at(run)).mode & 0o777).toString(8), run).toBe('700')
  }
  for (const path of filesBelow(folder.state)) {
    expectPrivate(path)
    expect(readFileSync(path, 'latin1').toLowerCase(), 'a customer stands in the memory').not.toContain(canaryPerson)
  }
}

/** Fails when a file holds the key, or others can read it. */
function expectPrivate(path: string): void {
  const bytes = readFileSync(path, 'latin1')
  for (const form of keyForms) expect(bytes.includes(form), `the key stands in ${path}`).toBe(false)
  expect((statSync(path).mode & 0o777).toString(8), path).toBe('600')
}

const keyForms = [
  canaryKey,
  canaryKey.slice(7, 25),
  Buffer.from(canaryKey).toString('hex'),
  Buffer.from(canaryKey).toString('base64').slice(0, 36),
  encodeURIComponent(canaryKey),
]

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
}

/** A stand-in in the test's own process, closed when the test is over; `env` points the command to it. */
export async function standIn(
  options: SandboxOptions = {},
): Promise<Sandbox & { readonly env: { readonly LETTRLABS_API_BASE_URL: string } }> {
  const sandbox = await startSandbox(options)
  onTestFinished(() => sandbox.close())
  return { ...sandbox, env: { LETTRLABS_API_BASE_URL: sandbox.url } }
}
