import { fixedZone, NamedZone, type Zone } from './zone.js'
import { abbreviations, ambiguousAbbreviations, railsNames, zonesOfAbbreviations } from './zone-names.js'

/** Why a zone's name can't be used, in a sentence that says what to write instead. */
export interface ZoneProblem {
  readonly problem: string
  /** The name is known, but for several zones; a declared zone can tell which. */
  readonly ambiguous?: true
}

const utc = fixedZone('UTC', 0)
const named = new Map<string, NamedZone>()

/**
 * The zone that a setting names: IANA, Rails, UTC, or an offset such as "-06:00". Abbreviations are turned down: "EST" in a
 * setting hardly ever means "all year".
 */
export function resolveZone(name: string): Zone | ZoneProblem {
  const text = name.trim()
  const word = text.toUpperCase()
  const better = zonesOfAbbreviations.get(word)
  const ambiguous = ambiguousAbbreviations.get(word)
  if (ambiguous !== undefined) return ambiguousProblem(text, ambiguous.meaning)
  if (better !== undefined) return { problem: `"${text}" does not say whether the clocks change; write "${better}"` }
  return findZone(text) ?? abbreviated(word) ?? unknownProblem(text, nearestZone(text))
}

/**
 * The zone that a value or a zone column names: as `resolveZone`, and abbreviations, each a fixed offset. One with several
 * meanings needs the declared zone to choose among them.
 */
export function resolveZoneOfValue(name: string, declared?: Zone, epochSeconds = 0): Zone | ZoneProblem {
  const text = name.trim()
  const word = text.toUpperCase()
  const ambiguous = ambiguousAbbreviations.get(word)
  if (ambiguous === undefined) return abbreviated(word) ?? findZone(text) ?? unknownProblem(text, undefined)
  if (declared === undefined) return ambiguousProblem(text, ambiguous.meaning)
  const hours = ambiguous.hours.find((meant) =>
    halfYears.some((at) => declared.offsetAt(epochSeconds + at) === meant * 3600),
  )
  if (hours !== undefined) return fixedZone(word, hours * 3600)
  return { problem: `"${text}" is not a time of the declared zone ${declared.name}` }
}

/** Whether a word is an abbreviation that only a declared zone can give a meaning. */
export function isAmbiguous(word: string): boolean {
  return ambiguousAbbreviations.has(word.trim().toUpperCase())
}

/** A summer and a winter instant around a given one. */
const halfYears = [-90, 90, 0, 180].map((days) => days * 86_400)

/** The offset that "Z", "UTC", "+02:00", "-0600", "-06" or "GMT+2" stands for, in seconds; undefined for other text. */
export function readOffset(text: string): number | undefined {
  if (text === 'Z' || text === 'z') return 0
  const match = /^(?:(?:UTC|GMT)\s*([+-])(\d{1,2})|([+-])(\d\d))(?::?([0-5]\d))?$/i.exec(text)
  if (match === null) return /^(?:UTC|GMT|UT)$/i.test(text) ? 0 : undefined
  const seconds = Number(match[2] ?? match[4]) * 3600 + Number(match[5] ?? 0) * 60
  if (seconds > 14 * 3600) return undefined
  return (match[1] ?? match[3]) === '-' && seconds !== 0 ? -seconds : seconds
}

function findZone(text: string): Zone | undefined {
  const offset = readOffset(text)
  if (offset !== undefined) return offset === 0 ? utc : fixedZone(text, offset)
  const bare = text.replace(/^\((?:GMT|UTC)[^)]*\)\s*/i, '')
  const rails = railsNames.get(bare.toLowerCase())
  return rails === undefined ? ianaZone(bare) : ianaZone(rails)
}

/** Intl also knows "AST" (as Alaska) and "IST" (as India): short names without a slash are not asked for. */
function ianaZone(name: string): Zone | undefined {
  if (!/^[a-z][\w+-]*(?:\/[\w+-]+)*$/i.test(name) || name.length > 40 || /^[a-z]{1,4}$/i.test(name)) return undefined
  const key = name.toLowerCase()
  const known = named.get(key)
  if (known !== undefined) return known
  try {
    const zone = new NamedZone(name)
    named.set(key, zone)
    return zone
  } catch {
    return undefined
  }
}

function abbreviated(word: string): Zone | undefined {
  const hours = abbreviations.get(word)
  return hours === undefined ? undefined : fixedZone(word, hours * 3600)
}

function ambiguousProblem(text: string, meaning: string): ZoneProblem {
  return { problem: `"${text}" may be ${meaning}; declare which`, ambiguous: true }
}

function unknownProblem(text: string, near: string | undefined): ZoneProblem {
  return { problem: `"${text}" is no time zone; write one such as "${near ?? 'America/Denver'}"` }
}

function nearestZone(text: string): string | undefined {
  const city = `/${text.replace(/ /g, '_').toLowerCase()}`
  return Intl.supportedValuesOf('timeZone').find((zone) => zone.toLowerCase().endsWith(city))
}
