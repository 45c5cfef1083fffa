/** Seconds in a day. */
export const daySeconds = 86_400

const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** Days from 1970-01-01 to a day of the Gregorian calendar; NaN for a day that does not exist or a year outside 1900 to 9999. */
export function daysOf(year: number, month: number, day: number): number {
  if (!(year >= 1900 && year <= 9999) || month < 1 || month > 12 || day < 1) return Number.NaN
  const leap = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  if (day > (monthLengths[month - 1] ?? 0) + (leap ? 1 : 0)) return Number.NaN
  const shifted = month > 2 ? year : year - 1
  const century = Math.floor(shifted / 100)
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1
  return 365 * shifted + Math.floor(shifted / 4) - century + Math.floor(century / 4) + dayOfYear - 719_468
}

const two = Array.from({ length: 100 }, (_, number) => `${number}`.padStart(2, '0'))

/** Writes an instant in the API's form, `YYYY-MM-DDTHH:mm:ssZ`. */
export function writeUtc(epochSeconds: number): string {
  const days = Math.floor(epochSeconds / daySeconds)
  const seconds = epochSeconds - days * daySeconds
  const hour = Math.floor(seconds / 3600)
  const minute = Math.floor((seconds % 3600) / 60)
  return `${writeDay(days)}T${two[hour]}:${two[minute]}:${two[seconds % 60]}Z`
}

/** Howard Hinnant's civil_from_days: eras of 400 years that begin in March. */
function writeDay(days: number): string {
  const shifted = days + 719_468
  const era = Math.floor(shifted / 146_097)
  const dayOfEra = shifted - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153)
  const day = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  return `${`${year}`.padStart(4, '0')}-${two[month]}-${two[day]}`
}
