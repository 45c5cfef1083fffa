import { problemCodes } from '../domain/problem.js'
import type { ReasonSummary, Summary } from './summary.js'

/**
 * The summary for a place that is neither a terminal nor a file of its owner, such as the log of a nightly job: a problem is
 * told by what its code means, and LettrLabs' words without what may be a customer's data in them.
 */
export function discreet(summary: Summary): Summary {
  const { rejected, refused, inDoubt, warnings } = summary
  return {
    ...summary,
    rejected: rejected.map(withoutValues),
    refused: refused.map(withoutValues),
    inDoubt: inDoubt.map(withoutValues),
    warnings: warnings.map(withoutValues),
  }
}

function withoutValues(reason: ReasonSummary): ReasonSummary {
  const { code, message } = reason
  return { ...reason, message: isProblem(code) ? problemCodes[code].meaning : blotted(message) }
}

function isProblem(code: string): code is keyof typeof problemCodes {
  return Object.hasOwn(problemCodes, code)
}

/** What stands in quotes, e-mail addresses, and numbers as long as a phone's; a day by itself is none. */
const personal = /(?<day>\b20\d\d-\d\d-\d\d\b(?!-))|"[^"]*"|'[^']*'(?!\w)|\S*@\S+|\+?\d[\d ().-]{5,}\d/g

function blotted(text: string): string {
  return text.replace(personal, (found, day: string | undefined) => (day === undefined ? '…' : found))
}
