import type { OddCell } from './columns.js'
import { type Problem, type ProblemCode, problem } from './problem.js'

/** What Excel, LibreOffice and Google Sheets show for a formula that fails, and for a column that is too narrow for its number. */
const spreadsheetErrors = /^#(?:REF!|N\/A|VALUE!|DIV\/0!|NAME\?|NULL!|NUM!|ERROR!|SPILL!|CALC!|##+)$|^Err:5\d\d$/i

/** An id that a spreadsheet took for a number and shows as 4.08E+15: digits of it are lost. */
const scientific = /^\d[.,]\d+E[+-]\d{2,3}$|^\dE\+\d{2,3}$/i

const [numberSign, letterE] = [35, 69]

/** What is wrong with a cell before anything is asked of it; undefined for nearly all. */
export type Damage = (text: string) => ProblemCode | undefined

/** Finds the errors of a spreadsheet that stand in a cell instead of a value. */
export const cellDamage: Damage = (text) => {
  const first = text.charCodeAt(0)
  if (first !== numberSign && first !== letterE) return undefined
  return text.length < 100 && spreadsheetErrors.test(text) ? 'spreadsheet-error' : undefined
}

/** The same in a column of ids, where a number with an exponent is what a spreadsheet left of an id. */
export const idDamage: Damage = (text) => {
  const first = text.charCodeAt(0)
  if (first > 47 && first < 58) return scientific.test(text) ? 'damaged-id' : undefined
  return cellDamage(text)
}

/** What stands for a character that could not be read: whatever holds it is not what somebody wrote. */
const lost = '\ufffd'

/** The same where the text itself is sent, of which no character may be lost. */
export const textDamage: Damage = (text) => (text.includes(lost) ? 'mojibake' : cellDamage(text))

/** All of this in a column of ids. */
export const idTextDamage: Damage = (text) => (text.includes(lost) ? 'mojibake' : idDamage(text))

/** Nobody is found by these, and no sale is told from another: a sale can do without them. */
const dispensable: ReadonlySet<string> = new Set([
  'firstName',
  'lastName',
  'fullName',
  'businessName',
  'type',
  'uniqueId',
  'crmId',
  'customerId',
])

const reasons: ReadonlyMap<ProblemCode, string> = new Map([
  ['damaged-id', 'is what a spreadsheet left of an id'],
  ['spreadsheet-error', 'is an error of a spreadsheet, not a value'],
  ['mojibake', 'has lost characters to a wrong encoding before it came here'],
])

/** The problem that a cell makes which can't be taken as it is. */
export function oddProblem({ code, text: value }: OddCell, field: string, column: string): Problem {
  const found = { field, column, value }
  const why = reasons.get(code)
  if (why === undefined) return problem(code, found)
  const words = `"${value}" ${why}`
  if (!dispensable.has(field)) return problem(code, found, { message: words })
  return problem(code, found, { message: `${words}; it was left out`, severity: 'warning' })
}
