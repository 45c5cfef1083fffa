import { foldColumn } from './preset.js'
import { addressParts, textFields } from './settings.js'
import type { Sketch } from './sketch.js'

const addressNames = ['primaryAddress', 'secondaryAddress'] as const

/** Every field that a column can be named for, as `--map` takes them. */
export const mappableFields: readonly string[] = [
  ...textFields,
  'revenue',
  'eventDate',
  ...addressNames.flatMap((name) => addressParts.map((part) => `${name}.${part}`)),
]

/** Puts the columns that a person named in the place of what was found. */
export function givenFields(sketch: Sketch): void {
  for (const [field, column] of sketch.given.columns) {
    const [name = '', part] = field.split('.')
    const fields = sketch.fields as { [name: string]: object | undefined }
    if (part === undefined) fields[name] = replaced(fields[name], column)
    else fields[name] = { ...fields[name], [part]: { column } }
    sketch.reasons.delete(`fields.${field}`)
    sketch.because(`fields.${field}`, 'You named this column.')
  }
}

/** The settings beside the column stay: what is taken off, the currency, the format. */
function replaced(field: object | undefined, column: string): object {
  const {
    column: _,
    columns: __,
    take: ___,
    join: ____,
    value: _____,
    minus,
    ...rest
  } = { ...field } as {
    [key: string]: unknown
  }
  const less = Array.isArray(minus) ? minus.filter((name) => foldColumn(String(name)) !== foldColumn(column)) : []
  return { ...rest, column, ...(less.length === 0 ? {} : { minus: less }) }
}
