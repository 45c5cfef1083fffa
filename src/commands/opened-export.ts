import type { Fitted } from '../domain/preset-fit.js'
import type { Recognition } from '../domain/recognition.js'
import type { Reading } from '../domain/row.js'
import type { Condition } from '../domain/settings.js'
import type { Job } from './job.js'

/** A job whose export has been opened, so that it is known how to map it. */
export interface ExportJob extends Job {
  /** To be read once. */
  readonly readings: AsyncGenerator<Reading>
  /** The preset in use; undefined when the config maps everything, or columns have LettrLabs' own names. */
  readonly used: UsedPreset | undefined
}

/** A preset fitted to an export, and how that came to be. */
export interface UsedPreset {
  readonly fitted: Fitted
  /** What recognition made of the header; undefined when it is like nothing that is known. */
  readonly found: Recognition | undefined
  /** Why sales that are none may pass, a sentence each; see doubtsOf. */
  readonly doubts: readonly string[]
  /** Rules of the preset that those of the config replace. */
  readonly replaced: readonly Condition[]
  /** Columns of the file that the preset doesn't know. */
  readonly unknown: readonly string[]
  /** Whether a config names it, so that nobody has to confirm it. */
  readonly named: boolean
}
