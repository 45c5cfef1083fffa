import { z } from 'zod'
import { derivable } from '../domain/derive.js'
import {
  type AddressPart,
  addressParts,
  type DateField,
  type Fields,
  type MoneyField,
  type OrderIdField,
  type TextField,
  type TextFieldName,
  textFields,
} from '../domain/settings.js'
import { choice, exactlyOne, section, text, textList, textOf } from './pieces.js'

const takesField = 'a column name such as "Order ID", or an object such as { "column": "Order ID" }'

const valueMap = z
  .record(z.string(), z.string({ error: 'text' }), { error: 'an object such as { "old": "new" }' })
  .check((context) => {
    const seen = new Map<string, string>()
    for (const key of Object.keys(context.value)) {
      const twin = seen.get(fold(key))
      seen.set(fold(key), key)
      if (twin === undefined) continue
      const message = `has ${JSON.stringify(twin)} and ${JSON.stringify(key)}, which are the same value: case and outer blanks don't count`
      context.issues.push({ code: 'custom', message, input: context.value })
    }
  })
  .transform((map): ReadonlyMap<string, string> => new Map(Object.entries(map).map(([from, to]) => [fold(from), to])))

const textKeys = {
  column: text().exactOptional().describe('The column (or path into JSON) to take.'),
  columns: textList().exactOptional().describe('Several columns: the first that is not empty, or all of them joined.'),
  take: choice(['first']).exactOptional().describe('Of several columns the first that is not empty; the default.'),
  join: z
    .string({ error: 'text' })
    .exactOptional()
    .describe('What stands between several columns when they are joined.'),
  value: text().exactOptional().describe('The same text for every record.'),
  prefix: text().exactOptional().describe('Put in front of a text that is not empty.'),
  default: text().exactOptional().describe('Taken when the column is empty.'),
  map: valueMap.exactOptional().describe('Values to replace; others stay as they are.'),
}

const sources = ['column', 'columns', 'value'] as const
const oneSource = { oneOf: sources.map((key) => ({ required: [key] })) }

const textField = z
  .union([text(takesField), withChecks(section(textKeys, takesField)).meta(oneSource)], { error: takesField })
  .transform((written): TextField => (typeof written === 'string' ? { column: written } : written))
  .meta({ id: 'textField' })

const currencyField = textField.check((context) => {
  const { column, ...rest } = context.value
  if (column === undefined || Object.keys(rest).length > 0 || !/^[A-Z]{3}$/.test(column)) return
  const message = `is the column "${column}"; for the currency itself write { "value": "${column}" }`
  context.issues.push({ code: 'custom', message, input: context.value })
})

const moneyField = z
  .union(
    [
      text(takesField),
      withChecks(
        section(
          {
            ...textKeys,
            minus: z
              .union([text().transform((column) => [column]), textList()], {
                error: 'a column name, or a list of them',
              })
              .exactOptional()
              .describe('Columns to subtract, refunds for example.'),
            unit: choice(['units', 'cents', 'minor'])
              .exactOptional()
              .describe('cents: the column holds whole hundredths; minor: whole cents, yen or fils, by the currency.'),
            decimal: choice(['.', ',']).exactOptional().describe('The decimal separator.'),
            currency: currencyField.exactOptional().describe('Where the currency stands; for the books only.'),
          },
          takesField,
        ).check(minorNeedsCurrency),
      ).meta(oneSource),
    ],
    { error: takesField },
  )
  .transform((written): MoneyField => (typeof written === 'string' ? { column: written } : written))

const dateField = z
  .union(
    [
      text(takesField),
      withChecks(
        section(
          {
            ...textKeys,
            format: text()
              .exactOptional()
              .describe(
                'day-first, month-first, iso, unix-seconds, unix-milliseconds, excel-serial, or a pattern such as MM/DD/YYYY HH:mm.',
              ),
            timezone: text().exactOptional().describe('The zone of times without an offset, such as America/Denver.'),
            timezoneColumn: text().exactOptional().describe("A column that holds the zone's name or offset."),
          },
          takesField,
        ),
      ).meta(oneSource),
    ],
    { error: takesField },
  )
  .transform((written): DateField => (typeof written === 'string' ? { column: written } : written))

const takesDerived = 'a field such as "primaryEmail", "eventDate" or "revenue"'
const derived = textOf({
  allowed: takesDerived,
  words: derivable,
  read: (name) => (derivable.includes(name) ? name : undefined),
}).meta({ enum: [...derivable] })

const orderIdSources = [...sources, 'derive'] as const

const orderIdField = z
  .union(
    [
      text(takesField),
      section(
        {
          ...textKeys,
          derive: z
            .array(derived, { error: 'a list such as ["primaryEmail", "eventDate", "revenue"]' })
            .min(1, { error: 'a list with at least one field' })
            .exactOptional()
            .describe('Makes the order id from the values of these fields, where the export has none.'),
        },
        takesField,
      )
        .check(exactlyOne(orderIdSources), columnsRules, deriveAlone)
        .meta({ oneOf: orderIdSources.map((key) => ({ required: [key] })) }),
    ],
    { error: takesField },
  )
  .transform((written): OrderIdField => (typeof written === 'string' ? { column: written } : written))

type Optional<Name extends string> = { [name in Name]: z.ZodExactOptional<typeof textField> }

function textFieldFor<Name extends string>(names: readonly Name[]): Optional<Name> {
  return Object.fromEntries(names.map((name) => [name, textField.exactOptional()])) as Optional<Name>
}

const takesAddress = 'an object such as { "address1": "Street", "city": "City", "state": "State", "zipCode": "Zip" }'
const addressFields = section(textFieldFor<AddressPart>(addressParts), takesAddress).meta({ id: 'addressFields' })

/** Which columns become which fields of a conversion. */
export const fieldsSchema = section({
  ...textFieldFor<TextFieldName>(textFields),
  orderId: orderIdField.exactOptional(),
  primaryAddress: addressFields.exactOptional(),
  secondaryAddress: addressFields.exactOptional(),
  revenue: moneyField.exactOptional(),
  eventDate: dateField.exactOptional(),
}).transform((fields): Fields => fields)

function withChecks<Schema extends z.ZodType<object>>(schema: Schema): Schema {
  return schema.check(exactlyOne(sources), columnsRules)
}

function columnsRules(context: z.core.ParsePayload<object>): void {
  if (context.issues.length > 0) return
  const given = (key: string) => Object.hasOwn(context.value, key)
  const complain = (message: string) => context.issues.push({ code: 'custom', message, input: context.value })
  if (given('take') && given('join')) complain('has take and join; give one of them')
  else if (given('take') && !given('columns')) complain('has take, which goes with columns')
  else if (given('join') && !given('columns')) complain('has join, which goes with columns')
}

function minorNeedsCurrency(context: z.core.ParsePayload<{ unit?: string; currency?: unknown }>): void {
  if (context.issues.length > 0 || context.value.unit !== 'minor' || context.value.currency !== undefined) return
  const message = 'has the unit minor, which goes with currency: it says how many decimals the amounts have'
  context.issues.push({ code: 'custom', message, input: context.value })
}

function deriveAlone(context: z.core.ParsePayload<object>): void {
  if (context.issues.length > 0 || !Object.hasOwn(context.value, 'derive')) return
  const other = Object.keys(context.value).find((key) => key !== 'derive')
  if (other === undefined) return
  context.issues.push({ code: 'custom', message: `has derive and ${other}; derive stands alone`, input: context.value })
}

function fold(value: string): string {
  return value.trim().toLowerCase()
}
