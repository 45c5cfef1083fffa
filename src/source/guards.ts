import { isConverted } from '../domain/guard.js'

const formula = /^="([^"]*)"$/
const apostrophe = 39
const equals = 61

/**
 * Takes off what spreadsheets and shops put before a value to keep it text: `'02906`, `'+1…`, `'-10.00`, `'=…`, `'@…`
 * and `="678"`, and one before any other value that spreadsheets convert (`'1-2`), as this tool writes it; every other value is
 * given back as it is.
 */
export function stripGuard(value: string): string {
  const first = value.charCodeAt(0)
  if (first === apostrophe) return guarded(value) ? value.slice(1) : value
  if (first === equals) return formula.exec(value)?.[1] ?? value
  return value
}

function guarded(value: string): boolean {
  const next = value[1]
  if (next === '0' && /[0-9]/.test(value[2] ?? '')) return true
  if (next === '+' || next === '-' || next === '=' || next === '@') return true
  return next !== "'" && isConverted(value.slice(1))
}

/** Takes off the one apostrophe that this tool puts before a cell when it writes a file for spreadsheets. */
export function stripOwnGuard(value: string): string {
  return value.charCodeAt(0) === apostrophe ? value.slice(1) : value
}
