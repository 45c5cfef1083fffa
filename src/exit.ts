/** Exit codes; never renumbered, documented in the README. */
export const exitCodes = {
  done: 0,
  bug: 1,
  usage: 2,
  rejects: 3,
  refused: 4,
  incomplete: 5,
  doubt: 6,
  guard: 7,
  disk: 8,
} as const

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]

/** The run can't start or go on, for a reason the person can do something about. */
export class UserError extends Error {
  constructor(
    message: string,
    /** What to do, in a sentence; empty when the message says it. */
    readonly hint: string,
    readonly exitCode: ExitCode = exitCodes.usage,
  ) {
    super(message)
  }
}
