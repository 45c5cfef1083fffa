/** How the answer to one POST goes wrong. A fault that stores lets the server do its work first, then spoils the answer. */
export type Fault = {
  readonly words: string
  readonly stores: boolean
} & (
  | { readonly kind: 'status'; readonly status: number; readonly location?: string; readonly wait?: Wait }
  | { readonly kind: 'slow' | 'drip'; readonly seconds: number }
  | { readonly kind: SimpleFault }
)

/** What Retry-After says: seconds, the same as a date, or something that is neither. */
export type Wait = { readonly as: 'seconds' | 'date'; readonly seconds: number } | { readonly as: 'nonsense' }

/** The faults that need no number, each with whether it stores unless told otherwise. */
const simpleFaults = {
  ok: true,
  partial: true,
  'hang up at once': false,
  'hang up': false,
  silence: false,
  html: false,
  garbage: false,
  'not http': false,
  'half a status line': false,
  cut: true,
  'chunked cut': true,
  'truncated json': true,
  huge: true,
  'header flood': true,
  gzip: true,
  bom: true,
  proto: true,
} as const

export type SimpleFault = keyof typeof simpleFaults

const mostRepeats = 10_000
const longestPause = 3600
const secondsPerUnit: Record<string, number> = { ms: 0.001, s: 1, m: 60, h: 3600, d: 86_400 }
const duration = String.raw`(\d+(?:\.\d+)?|an?)\s*(ms|s|sec|seconds?|m|min|minutes?|h|hours?|d|days?)`
const repeated = /^(\d+)\s*[x×]\s*(.+)$/i
const storing = /^(.*?)\s+(after|before)\s+storing$/i
const statusFault = new RegExp(
  String.raw`^([2-5]\d\d)(?:\s+to\s+(\S+)|\s+for\s+(?:${duration}(\s+by\s+date)?|(a while)))?$`,
  'i',
)
const pausingFault = new RegExp(String.raw`^(slow|drip)(?:\s+${duration})?$`, 'i')

const known = [
  'a status such as 503',
  '429 for 2 s (Retry-After; also "by date", and "429 for a while" for nonsense)',
  '307 to https://…',
  'slow 3 s',
  'drip 10 s',
  ...Object.keys(simpleFaults),
].join(', ')

/**
 * Reads a list of faults as people write it, such as "503, then 429 for 2 s, then hang up after storing" or "3 x 503".
 * Throws an Error that quotes the piece it can't read and names the known faults.
 */
export function parseFaults(text: string): readonly Fault[] {
  if (text.trim() === '') return []
  return text.split(/\s*(?:,\s*then\s|,|\sthen\s)\s*/i).flatMap((piece) => parsePiece(piece.trim()))
}

function parsePiece(piece: string): readonly Fault[] {
  const [, times, rest] = repeated.exec(piece) ?? []
  const words = (rest ?? piece).replace(/\s+/g, ' ')
  const [, plainWords, when] = storing.exec(words) ?? []
  const fault = parseFault(plainWords ?? words, words)
  const count = times === undefined ? 1 : Number(times)
  if (fault === undefined || count < 1 || count > mostRepeats) throw unknownFault(piece)
  const meant = when === undefined ? fault : { ...fault, stores: when.toLowerCase() === 'after' }
  return Array.from({ length: count }, () => meant)
}

function parseFault(text: string, words: string): Fault | undefined {
  const name = text.toLowerCase()
  if (isSimple(name)) return { kind: name, words, stores: simpleFaults[name] }
  return parseStatus(text, words) ?? parsePausing(name, words)
}

function parseStatus(text: string, words: string): Fault | undefined {
  const match = statusFault.exec(text)
  if (match === null) return undefined
  const [, status, location, amount, unit, byDate, nonsense] = match
  const fault = { kind: 'status', status: Number(status), words, stores: false } as const
  if (location !== undefined) return fault.status < 400 && fault.status >= 300 ? { ...fault, location } : undefined
  if (nonsense !== undefined) return { ...fault, wait: { as: 'nonsense' } }
  if (amount === undefined) return fault
  return { ...fault, wait: { as: byDate === undefined ? 'seconds' : 'date', seconds: secondsOf(amount, unit) } }
}

function parsePausing(name: string, words: string): Fault | undefined {
  const match = pausingFault.exec(name)
  if (match === null) return undefined
  const [, kind, amount, unit] = match
  const seconds = amount === undefined ? (kind === 'slow' ? 3 : 10) : secondsOf(amount, unit)
  return seconds > longestPause ? undefined : { kind: kind === 'slow' ? 'slow' : 'drip', seconds, words, stores: true }
}

function secondsOf(amount: string, unit = 's'): number {
  const count = /^an?$/i.test(amount) ? 1 : Number(amount)
  const lower = unit.toLowerCase()
  return count * (secondsPerUnit[lower] ?? secondsPerUnit[lower.charAt(0)] ?? 1)
}

function isSimple(name: string): name is SimpleFault {
  return Object.hasOwn(simpleFaults, name)
}

function unknownFault(piece: string): Error {
  return new Error(
    `The fault "${piece}" is not known. Known faults: ${known}. Each can be followed by "after storing" or ` +
      '"before storing" and be repeated as in "3 x 503"; separate them by a comma or "then".',
  )
}
