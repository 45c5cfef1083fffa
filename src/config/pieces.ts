import { z } from 'zod'
import type { Kind } from './values.js'

/*
 * The pieces of the config's schema. Each carries in its error message what it takes, in words that follow "it must be";
 * mistakes.ts makes the sentence around them.
 */

/** Text that is not empty. */
export function text(takes = 'text') {
  return z.string({ error: takes }).min(1, { error: 'text that is not empty' })
}

/** Text of a kind that values.ts reads, taken over as read. */
export function textOf<T>(kind: Kind<T>) {
  return z.string({ error: kind.allowed }).transform((written, context): T => {
    const read = kind.read(written)
    if (read !== undefined) return read
    context.addIssue({ code: 'custom', message: kind.allowed, params: { takes: true, words: kind.words } })
    return z.NEVER
  })
}

/** A whole number between two bounds, both included. */
export function wholeBetween({ low, high }: { readonly low: number; readonly high: number }) {
  const error = `a whole number from ${low} to ${high}`
  return z.int({ error }).min(low, { error }).max(high, { error })
}

/** One of a few words. */
export function choice<const Words extends readonly [string, ...string[]]>(words: Words) {
  return z.enum(words, { error: words.map((word) => JSON.stringify(word)).join(', ') })
}

/** True or false. */
export function truth() {
  return z.boolean({ error: 'true or false' })
}

/** Text in a list that is not empty. */
export function textList() {
  const error = 'a list such as ["a", "b"]'
  return z.array(text(), { error }).min(1, { error: 'a list with at least one text' })
}

/** Values of a column in a list that is not empty; "" is the empty cell. */
export function valueList() {
  const error = 'a list such as ["a", "b"]'
  return z.array(z.string({ error: 'text' }), { error }).min(1, { error: 'a list with at least one text' })
}

/** An object of known keys only. Its error message for an unknown key is the list of the known ones, parted by blanks. */
export function section<Shape extends z.core.$ZodLooseShape>(shape: Shape, takes = 'an object in braces') {
  return z.strictObject(shape, {
    error: (issue) => (issue.code === 'unrecognized_keys' ? Object.keys(shape).join(' ') : takes),
  })
}

/** How many keys of a group may be given, and what to say otherwise; nothing is said of an object that has other mistakes. */
export function exactlyOne(keys: readonly string[]) {
  return (context: z.core.ParsePayload<object>) => {
    if (context.issues.length > 0) return
    const given = keys.filter((key) => Object.hasOwn(context.value, key))
    if (given.length === 1) return
    const has = given.length === 0 ? `has none of ${keys.join(', ')}` : `has ${given.join(' and ')}`
    context.issues.push({
      code: 'custom',
      message: `${has}; give exactly one of ${keys.join(', ')}`,
      input: context.value,
    })
  }
}

/** Two keys that contradict each other. */
export function notBoth(first: string, second: string) {
  return (context: z.core.ParsePayload<object>) => {
    if (!Object.hasOwn(context.value, first) || !Object.hasOwn(context.value, second)) return
    context.issues.push({
      code: 'custom',
      message: `has ${first} and ${second}; give one of them`,
      input: context.value,
    })
  }
}
