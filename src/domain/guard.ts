// What spreadsheets of any language turn into something else when they open a file: formulas, numbers, dates, times, truth values.
const formula = /^[=+\-@\t\r']/
const plainNumber = /^(?:0|[1-9]\d{0,10})$/
const numberLike = /^(?=[^\d]{0,4}\d)[\d\s.,:/\-+()%'’$€£¥]+$/
const exponent = /^\d[\d.,]*e[+-]?\d+$/i
const phoneOrZip = /^(?:(?:\(\d{3}\) ?|[1-9]\d\d[-. ])\d{3}[-. ]\d{4}|[1-9]\d{4}-\d{4})$/
const dateLike = /^\d{1,4}[-/.]\d{1,2}(?:[-/.]\d{1,4})?[ T]/
const clockTime = /^\d{1,2}(?::\d\d){0,2}(?:\.\d{1,9})?\s{0,3}[ap]m?$/i
const months =
  'jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mär|mrt|maa|mai|mei|mag|okt|dez|dic|dét|déc|fév|avr|jui|aoû|ene|abr|ago|set|out|ott|gen|giu|lug'
const namedDate = new RegExp(
  String.raw`^(?:\d{1,4}[-\s/.,]{0,3})?(?:${months})\p{L}{0,8}\.?(?:[-\s/.,]{0,3}\d{1,4}){0,2}(?:,?\s+\d.*)?$`,
  'iu',
)
const truth = /^(?:true|false|wahr|falsch|vrai|faux|verdadero|falso|verdadeiro|vero|waar|onwaar)$/i
const failure = /^#(?:n\/a|ref!|name\?|value!|div\/0!|null!|num!)$/i
const longestConverted = 60

/** Whether a spreadsheet would run a cell or write it back in another way than it found it. */
export function isConverted(cell: string): boolean {
  if (cell === '') return false
  const first = cell.charCodeAt(0)
  // A long text is no date and no number, unless it begins as a formula.
  if (first > 64 && first < 128 && cell.length > 40) return false
  if (formula.test(cell)) return true
  const text = cell.trim()
  if (plainNumber.test(text)) return text.length < cell.length
  if (text.length > longestConverted) return /^\d+(?:[.,]\d+)?$/.test(text)
  return isNumber(text) || isDate(text) || truth.test(text) || failure.test(text)
}

function isNumber(text: string): boolean {
  return exponent.test(text) || (numberLike.test(text) && !phoneOrZip.test(text))
}

function isDate(text: string): boolean {
  return dateLike.test(text) || clockTime.test(text) || (/\d/.test(text) && namedDate.test(text))
}

/** A cell that a spreadsheet shows as it is: an apostrophe goes before what it would run or convert. `upload` takes one off again. */
export function guard(cell: string): string {
  return isConverted(cell) ? `'${cell}` : cell
}
