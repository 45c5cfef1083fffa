import { clean } from './clean.js'
import { columnsMeaning } from './column-synonyms.js'
import { count } from './evidence.js'
import { finish } from './finish-proposal.js'
import type { FirstRows } from './first-rows.js'
import { givenFields } from './given-fields.js'
import type { Given, Proposal } from './proposal.js'
import { proposeAddresses } from './propose-address.js'
import { proposeOrders } from './propose-orders.js'
import { proposePerson, proposeUniqueId } from './propose-person.js'
import { proposeRules } from './propose-rules.js'
import { proposeAmount, proposeDate } from './propose-sale.js'
import type { InputSettings } from './settings.js'
import { Sketch } from './sketch.js'

/** A mapping told from the columns alone: by their names, and by a look at what stands in them. */
export function proposeColumns(
  first: FirstRows,
  given: Given,
  input: Partial<InputSettings>,
  source: string,
): Proposal {
  const sketch = new Sketch(first, given)
  Object.assign(sketch.input, input)
  proposeAmount(sketch)
  proposeDate(sketch)
  proposePerson(sketch)
  proposeAddresses(sketch)
  givenFields(sketch)
  proposeOrders(sketch)
  proposeUniqueId(sketch)
  proposeRules(sketch)
  tellStores(sketch)
  if (first.doubled.length > 0) {
    const names = first.doubled.map((name) => `"${clean(name, 60)}"`).join(', ')
    sketch.because(
      'fields',
      `These names stand more than once in the header, so they can't be mapped until one is renamed: ${names}.`,
    )
  }
  return finish(sketch, source, { writeProved: true })
}

/** A store's id makes two sales of one order id, so it is never mapped without a person. */
function tellStores(sketch: Sketch): void {
  const { first, off, used } = sketch
  const [name] = columnsMeaning('storeId', first.names).filter((name) => !used.has(name) && first.filled(name) > 0)
  if (name === undefined) return
  const why = `"${clean(name, 60)}" may tell stores apart (${count(first.distinct(name))} different); sales of one order id in two stores are then two sales.`
  off.push({ under: 'fields', key: 'storeId', value: name, why: [why] })
}
