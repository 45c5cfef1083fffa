import type { Example, Guide } from './guide-entry.js'
import { outcomesGuide } from './guide-outcomes.js'
import { peopleGuide } from './guide-people.js'
import { rowsGuide } from './guide-rows.js'
import { salesGuide } from './guide-sales.js'
import { valuesGuide } from './guide-values.js'
import { type ProblemCode, problemCodes } from './problem.js'

/** All that there is to say of a code. */
export interface Explained {
  readonly code: string
  readonly kind: string
  readonly severity: Guide['severity'] | 'outcome'
  readonly means: string
  readonly cure: string
  readonly why: string
  readonly example: Example
}

const problemGuides: readonly (readonly [kind: string, guides: { readonly [code: string]: Guide }])[] = [
  ['Rows and values that can’t be read', rowsGuide],
  ['Money, dates and texts', valuesGuide],
  ['Who bought', peopleGuide],
  ['Sales as a whole', salesGuide],
]

/** Every code that the files and the summary of a run may hold, by kind: problems of the input first, then what became of sales. */
export const explained: readonly Explained[] = [
  ...problemGuides.flatMap(([kind, guides]) =>
    Object.entries(guides).map(([code, { severity, why, example }]) => {
      const { meaning, cure } = problemCodes[code as ProblemCode]
      return { code, kind, severity, means: meaning, cure, why, example }
    }),
  ),
  ...Object.entries(outcomesGuide).map(([code, outcome]) => ({
    code,
    kind: 'What became of a sale',
    severity: 'outcome' as const,
    ...outcome,
  })),
]
