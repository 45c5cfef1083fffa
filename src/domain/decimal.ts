/** An exact decimal as `units` times ten to the power of minus `scale`. */
export interface Scaled {
  readonly units: bigint
  readonly scale: number
}

const zero = 48

/** Reads canonical decimal text of any length. */
export function toScaled(text: string): Scaled {
  const point = text.indexOf('.')
  if (point < 0) return { units: BigInt(text), scale: 0 }
  return { units: BigInt(text.slice(0, point) + text.slice(point + 1)), scale: text.length - point - 1 }
}

/** Writes canonical decimal text: no leading or trailing zeros, no negative zero. */
export function fromScaled({ units, scale }: Scaled): string {
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0')
  const text = canonical(digits.slice(0, digits.length - scale), digits.slice(digits.length - scale))
  return units < 0n ? `-${text}` : text
}

/** Joins whole digits (without superfluous zeros) and fraction digits, and drops the zeros at the end. */
export function canonical(whole: string, fraction: string): string {
  let end = fraction.length
  while (end > 0 && fraction.charCodeAt(end - 1) === zero) end--
  return end === 0 ? whole : `${whole}.${fraction.slice(0, end)}`
}

/** The sum of two exact decimals. */
export function addScaled(a: Scaled, b: Scaled): Scaled {
  const scale = Math.max(a.scale, b.scale)
  return { units: rescale(a, scale) + rescale(b, scale), scale }
}

/** Negative, zero or positive as `a` is below, equal to or above `b`. */
export function compareScaled(a: Scaled, b: Scaled): number {
  const scale = Math.max(a.scale, b.scale)
  const difference = rescale(a, scale) - rescale(b, scale)
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}

/** Canonical decimal text in hundredths as a safe integer; NaN when it has more than two decimals or is too large for that. */
export function toHundredths(text: string): number {
  const length = text.length
  const negative = text.charCodeAt(0) === 45
  let value = 0
  let decimals = -1
  for (let index = negative ? 1 : 0; index < length; index++) {
    const code = text.charCodeAt(index)
    if (code === 46) decimals = 0
    else {
      value = value * 10 + code - zero
      if (decimals >= 0) decimals++
    }
  }
  if (decimals > 2) return Number.NaN
  const hundredths = decimals === 2 ? value : decimals === 1 ? value * 10 : value * 100
  if (hundredths > Number.MAX_SAFE_INTEGER) return Number.NaN
  return negative ? 0 - hundredths : hundredths
}

/** Writes hundredths, a safe integer, as canonical decimal text. */
export function fromHundredths(hundredths: number): string {
  const absolute = Math.abs(hundredths)
  const text = canonical(`${Math.floor(absolute / 100)}`, `${absolute % 100}`.padStart(2, '0'))
  return hundredths < 0 ? `-${text}` : text
}

function rescale(value: Scaled, scale: number): bigint {
  return value.scale === scale ? value.units : value.units * 10n ** BigInt(scale - value.scale)
}
