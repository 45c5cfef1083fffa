/** One import of a source file: who imports what, both relative to src; packages stand by their name. */
export interface Import {
  readonly from: string
  readonly to: string
}

/** What a source file holds, as far as the rules go. */
export interface Source {
  /** Relative to src. */
  readonly path: string
  readonly text: string
}

const middle = ['source', 'records', 'delivery', 'report', 'config', 'api', 'sandbox', 'ledger'] as const
/** Files beside the rooms that anyone above domain may import. */
const shared: ReadonlySet<string> = new Set(['exit.ts', 'byte-log.ts', 'spool.ts', 'http.ts', 'version.ts'])
const steps: ReadonlySet<string> = new Set(['prepare.ts', 'deliver.ts'])
const exceptions: ReadonlySet<string> = new Set([
  'spool.ts byte-log.ts',
  'config presets',
  'prepare.ts records',
  'deliver.ts delivery',
  'http.ts tunnel.ts',
])
/** With node:module zod is loaded, when it is needed. */
const domainTakes: ReadonlySet<string> = new Set(['zod', 'node:crypto', 'node:module'])

/** The imports of a file, `import()` and `export … from` among them, types too: a type also ties two rooms together. */
export function importsOf({ path, text }: Source): readonly Import[] {
  const code = withoutComments(text)
  const statement = /\b(?:import|export)\b[^'";]*?\bfrom\s*['"]([^'"]+)['"]|\bimport\s*\(?\s*['"]([^'"]+)['"]/g
  return [...code.matchAll(statement)].map(([, from, dynamic]) => ({
    from: path,
    to: resolved(path, from ?? dynamic ?? ''),
  }))
}

/** A sentence for each import that goes against the arrows of the architecture; empty when none does. */
export function layerFaults(imports: readonly Import[]): readonly string[] {
  return imports.flatMap(({ from, to }) => {
    const fault = faultOf(from, to)
    return fault === undefined ? [] : [`${from} imports ${to}: ${fault}`]
  })
}

function faultOf(from: string, to: string): string | undefined {
  const room = roomOf(from)
  if (!isOurs(to)) {
    return room === 'domain' && !domainTakes.has(to) ? 'domain imports only domain, zod and node:crypto' : undefined
  }
  const target = roomOf(to)
  if (room === target) return undefined
  if (room === 'domain') return 'domain imports only domain, zod and node:crypto'
  if (room === 'sandbox') return 'the stand-in shares nothing with the client'
  if (target === 'domain' || exceptions.has(`${room} ${target}`)) return undefined
  if (shared.has(target)) return shared.has(room) && target !== 'exit.ts' ? 'shared files only take exit.ts' : undefined
  if (room === 'cli.ts') return target === 'commands' || isOutside(to) ? undefined : 'only commands put pieces together'
  if (room === 'commands') return target === 'cli.ts' ? 'commands do not know who calls them' : undefined
  return isMiddle(room) || steps.has(room) || shared.has(room)
    ? 'rooms in the middle do not import each other'
    : `nobody has said what ${room} may import`
}

/** What cli.ts and commands may take of the outermost layer: the world, and the one way to print. */
function isOutside(path: string): boolean {
  return path === 'shell.ts' || path === 'report/outlet.ts'
}

function isMiddle(room: string): boolean {
  return (middle as readonly string[]).includes(room)
}

function roomOf(path: string): string {
  return path.split('/')[0] ?? ''
}

function isOurs(path: string): boolean {
  return path.endsWith('.ts') || path.startsWith('..')
}

/** A sentence for each file that touches `process` although it is not shell.ts. */
export function processFaults(sources: readonly Source[]): readonly string[] {
  return sources
    .filter(({ path, text }) => path !== 'shell.ts' && /(?<![\w.'-])process\b(?!['-])/.test(codeOf(text)))
    .map(({ path }) => `${path} touches process; only shell.ts does`)
}

const impure =
  /\b(?:console|setTimeout|setInterval|setImmediate|performance|fetch|Date\.now|Math\.random)\b|new Date\(\)/

/** A sentence for each file of domain that asks for the time, for chance, or for the world. */
export function domainFaults(sources: readonly Source[]): readonly string[] {
  return sources.flatMap(({ path, text }) => {
    const [found] = (roomOf(path) === 'domain' ? impure.exec(codeOf(text)) : null) ?? []
    return found === undefined ? [] : [`${path} uses ${found}; domain is handed such things`]
  })
}

/** A sentence for each barrel (a file that only exports what others have) and each file of odds and ends. */
export function fileFaults(sources: readonly Source[]): readonly string[] {
  return sources.flatMap(({ path, text }) => {
    const faults: string[] = []
    if (isBarrel(text)) faults.push(`${path} only exports what others have`)
    if (/(^|\/)(utils?|helpers?|common|misc|index)(\.ts|\/)/.test(path))
      faults.push(`${path} has a name that says nothing`)
    return faults
  })
}

function isBarrel(text: string): boolean {
  const code = codeOf(text).replaceAll(/\bimport\b[^'"]*['"][^'"]*['"]/g, '')
  const rest = code.replaceAll(
    /\bexport\s+(?:type\s+)?(?:\*|\{[^}]*\})(?:\s*as\s+\w+)?(?:\s*from\s*['"][^'"]*['"])?/g,
    '',
  )
  return code.trim() !== '' && rest.replaceAll(/[\s;]/g, '') === ''
}

/** The first cycle found, as a path that ends where it began; a type-only import counts as well. */
export function findCycle(imports: readonly Import[]): readonly string[] | undefined {
  const targets = new Map<string, string[]>()
  for (const { from, to } of imports) targets.set(from, [...(targets.get(from) ?? []), to])
  const done = new Set<string>()
  const visit = (file: string, path: readonly string[]): readonly string[] | undefined => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file]
    if (done.has(file)) return undefined
    for (const next of targets.get(file) ?? []) {
      const cycle = visit(next, [...path, file])
      if (cycle !== undefined) return cycle
    }
    done.add(file)
    return undefined
  }
  for (const file of targets.keys()) {
    const cycle = visit(file, [])
    if (cycle !== undefined) return cycle
  }
  return undefined
}

function resolved(from: string, target: string): string {
  if (!target.startsWith('.')) return target
  const parts = from.split('/').slice(0, -1)
  for (const part of target.replace(/\.js$/, '.ts').split('/')) {
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop()
    else if (part !== '.') parts.push(part)
  }
  return parts.join('/')
}

function withoutComments(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/(^|\s)\/\/.*$/gm, '$1')
}

/** The code without comments and without what stands in quotes. */
function codeOf(text: string): string {
  return withoutComments(text).replaceAll(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\$]|\\.)*`/g, "''")
}
