import { clean } from '../domain/clean.js'
import { fieldsMeantBy } from '../domain/column-synonyms.js'
import type { FirstRows } from '../domain/first-rows.js'
import { mappableFields } from '../domain/given-fields.js'
import { nearest } from '../domain/nearest.js'
import type { Given } from '../domain/proposal.js'
import { UserError } from '../exit.js'

/** The flags of `init`, as they were typed. */
export interface InitOptions {
  readonly config?: string
  readonly force?: boolean
  readonly print?: boolean
  readonly timezone?: string
  readonly encoding?: string
  readonly delimiter?: string
  readonly format?: string
  readonly dayOrder?: string
  readonly decimal?: string
  readonly map?: readonly string[]
}

const dayOrders = new Map([
  ['month-first', 'MDY'],
  ['day-first', 'DMY'],
] as const)

/** What the flags say of the export; a UserError names a flag that can't be understood. */
export function givenBy(options: InitOptions, timezone: string | undefined, first: FirstRows): Given {
  const { dayOrder, decimal } = options
  const order = [...dayOrders].find(([word]) => word === dayOrder?.toLowerCase())?.[1]
  if (dayOrder !== undefined && order === undefined) {
    throw refusal(`flag --day-order is "${clean(dayOrder, 60)}"; it must be month-first or day-first.`)
  }
  if (decimal !== undefined && decimal !== '.' && decimal !== ',') {
    throw refusal(`flag --decimal is "${clean(decimal, 60)}"; it must be "." or ",".`)
  }
  return {
    columns: new Map((options.map ?? []).map((pair) => columnGiven(pair, first))),
    ...(timezone === undefined ? {} : { timezone }),
    ...(order === undefined ? {} : { dayOrder: order }),
    ...(decimal === undefined ? {} : { decimal }),
  }
}

function columnGiven(pair: string, first: FirstRows): readonly [string, string] {
  const at = pair.indexOf('=')
  const [field, column] = at < 0 ? [pair, ''] : [pair.slice(0, at).trim(), pair.slice(at + 1).trim()]
  const known = mappableFields.find((name) => name.toLowerCase() === field.toLowerCase())
  if (known === undefined) {
    const near = mappableFields.find((name) => name === fieldsMeantBy(field)[0]) ?? nearest(field, mappableFields)
    const hint = near === undefined ? `Known are ${mappableFields.join(', ')}.` : `Is ${near} meant?`
    throw refusal(`flag --map is "${clean(pair, 80)}"; "${clean(field, 60)}" is no field. ${hint}`)
  }
  const name = first.find(column)
  if (name !== undefined) return [known, name]
  const near = nearest(column, first.names)
  const hint = near === undefined ? '' : ` Is "${clean(near, 60)}" meant?`
  throw refusal(
    `flag --map is "${clean(pair, 80)}"; the file has no column "${clean(column, 60)}" that could be mapped.${hint}`,
  )
}

const refusal = (message: string): UserError => new UserError(message, 'No config was written.')
