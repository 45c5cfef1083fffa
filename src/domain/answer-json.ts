/** How much of a server's answer is looked at; beyond it the reading says that it is not whole. */
export const answerLimits = { depth: 16, values: 200_000, text: 1_000 } as const

export type AnswerObject = Readonly<Record<string, unknown>>

/** The JSON value of a text, a byte order mark in front allowed; undefined when it is not JSON. */
export function parseJson(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text.startsWith('\uFEFF') ? text.slice(1) : text) as unknown }
  } catch {
    return undefined
  }
}

/** The value as an object whose own keys can be listed; lists are none. */
export function objectOf(value: unknown): AnswerObject | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as AnswerObject) : undefined
}

/** Own keys and their values, without `__proto__`. */
export function ownEntries(object: AnswerObject): readonly (readonly [string, unknown])[] {
  return Object.entries(object).filter(([key]) => key !== '__proto__')
}

/** A key without case and without `_`, `-`, blank, as keys are compared. */
export function plainKey(key: string): string {
  return key
    .slice(0, answerLimits.text)
    .replace(/[_\-\s]/g, '')
    .toLowerCase()
}

/** A whole number from 0, given as a number or as digits. */
export function integerOf(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isSafeInteger(value) && value >= 0 ? value : undefined
  return typeof value === 'string' && /^\d{1,9}$/.test(value.trim()) ? Number(value) : undefined
}
