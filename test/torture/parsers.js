import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const built = (path) => import(pathToFileURL(join(import.meta.dirname, '../../dist', `${path}.js`)).href)

const [answer, clean, columns, dateFormat, date, email, exactJson, guard, judge, mapping] = await Promise.all(
  'answer clean columns date-format date email exact-json guard judge mapping'
    .split(' ')
    .map((name) => built(`domain/${name}`)),
)
const [money, ownNames, ownSale, phone, retryAfter, sensitive, zones, address, answerWords, currency, nearest] =
  await Promise.all(
    'money own-names own-sale phone retry-after sensitive zone-lookup address answer-words currency nearest'
      .split(' ')
      .map((name) => built(`domain/${name}`)),
  )
const [kinds, synonyms, totals, damage, mojibake, mask] = await Promise.all(
  'value-kinds column-synonyms totals-row damage mojibake mask'.split(' ').map((name) => built(`domain/${name}`)),
)
const [cells, redact, discreet] = await Promise.all(
  ['cells', 'redact', 'discreet'].map((name) => built(`report/${name}`)),
)
const [sourceCells, guess, header, split, swallowed, guards] = await Promise.all(
  'cells guess header split swallowed guards'.split(' ').map((name) => built(`source/${name}`)),
)

/** A sale whose every column holds the same text, mapped, checked and judged as an upload does. */
function wholeSale() {
  const names = Object.keys(mappedColumns)
  const file = { number: 1, name: 'a.csv', format: 'csv', encoding: 'utf-8', header: names, ours: false, notes: [] }
  const found = columns.columnsOf(file)
  const settings = {
    fields: { ...ownNames.fieldsByName(found, false), ...dates },
    sum: [],
    timezone: 'America/Denver',
    emptyValues: ['-'],
  }
  const proofs = () => ({
    separator: new money.SeparatorProof(undefined),
    dates: { dayOrder: new date.DayOrderProof(undefined), withoutZone: undefined },
  })
  const checks = { eventDate: 'required', orderId: 'recommended', badIdentifier: 'leave-out', currencies: 'mixed' }
  return (text) => {
    const compiled = mapping.compileMapping(settings, found, proofs()).mapping
    const judging = {
      file: 1,
      mapping: compiled,
      leftOut: () => undefined,
      checks,
      revenueAs: 'number',
      nowSeconds: 1.8e9,
      marks: true,
      carriedMark: () => undefined,
      totals: totals.totalsFinder(file, compiled, false),
    }
    const row = (cell) => ({ kind: 'cells', record: 2, line: 2, cells: names.map(cell) })
    judge.judge([row(() => text)], [], judging, 1)
    judge.judge([row((name) => (name === 'when' ? '2026-03-04 10:00:00' : text))], [], judging, 1)
  }
}

const mappedColumns = Object.fromEntries(
  [
    'orderId revenue primaryEmail primaryPhoneNumber fullName firstName lastName businessName couponCode storeId type when zone'.split(
      ' ',
    ),
    'primaryAddress.address1 primaryAddress.city primaryAddress.state primaryAddress.zipCode primaryAddress.country'.split(
      ' ',
    ),
  ]
    .flat()
    .map((name) => [name, '']),
)
const dates = { eventDate: { column: 'when', timezoneColumn: 'zone' } }

const batch = [{ orderId: 'A-1', json: '{"orderId":"A-1"}' }]
const patterns = ['YYYY-MM-DD HH:mm:ss Z', 'MMM D, YYYY h:mm A', 'D/M/YY', 'iso', 'unix-seconds', 'excel-serial']
const readers = patterns.map((pattern) => dateFormat.compileFormat(pattern))
const anyDates = date.compileDateReader({})
const suspicion = {
  delimiter: ',',
  width: 4,
  revenue: 2,
  isMoney: (text) => money.readMoney(text, undefined).kind === 'amount',
}
const noReasons = { rejected: [], inDoubt: [], warnings: [] }

/** Everything that reads foreign text, by name. */
export const parsers = {
  money: (text) => [undefined, '.', ','].map((sign) => money.readMoney(text, sign)),
  cents: (text) => money.fromWhole(text, 2),
  date: (text) => [undefined, 'MDY', 'DMY'].map((order) => anyDates.read(text, order)),
  'zone of a column': (text) => anyDates.read('2026-03-04 10:00', 'MDY', text),
  'date patterns': (text) => readers.map((read) => read(text)),
  zone: (text) => [zones.resolveZone(text), zones.resolveZoneOfValue(text)],
  phone: phone.readPhone,
  email: email.readEmail,
  state: (text) => ['', 'US', text].map((country) => address.readState(text, country)),
  zip: (text) => ['', 'US', 'CA', text].map((country) => address.readZip(text, country)),
  currency: currency.readCurrency,
  'sensitive numbers': sensitive.sensitiveIn,
  guard: (text) => cells.csvLine([text, guard.guard(text), guards.stripGuard(text)]),
  'order id that came back': (text) => ownSale.sameOrder(text, '01234567'),
  'a whole sale': wholeSale(),
  'the kind of a value': (text) => Object.values(kinds).map((looks) => looks(text)),
  'what a column means': synonyms.fieldsMeantBy,
  damage: (text) => [damage.cellDamage(text), damage.idDamage(text), mojibake.isMojibake(text)],
  'masked value': (text) => Object.values(mask).map((hide) => hide(text)),
  'nearest name': (text) => nearest.nearest(text, ['Total', 'Email']),
  'cleaned text': (text) => clean.clean(text),
  'JSON text': (text) => exactJson.parseExactly(JSON.stringify({ text, number: 1e20 })),
  'JSON that is none': (text) => {
    try {
      exactJson.parseExactly(text)
    } catch (error) {
      exactJson.plainComplaint(error)
    }
  },
  format: (text) => guess.guessFormat('a', text, { emptyValues: [] }),
  delimiter: (text) => guess.guessDialect('a', [text.slice(0, 10_000), text.slice(0, 10_000)], { emptyValues: [] }),
  header: (text) => [header.readHeader([text]), header.seemsOurs(text)],
  'cells of a line': (text) => [
    sourceCells.tellApart(text, { delimiter: ',', quote: true }),
    sourceCells.physicalLines(text),
  ],
  record: (text) => split.splitRecord(Buffer.from(`${text}\n`), 0, ',', true),
  'swallowed rows': (text) => [
    swallowed.swallowsRows(text, ['a', text, '1', ''], suspicion),
    swallowed.openedOn(text, ','),
  ],
  'the words of an answer': (text) => [
    answerWords.capped(text),
    answer.serverWords(text),
    answer.serverWords(JSON.stringify({ message: text })),
  ],
  answer: (text) =>
    answer.readAnswer(JSON.stringify({ errors: [text, { message: text, [text.slice(0, 1000)]: text }] }), 400, batch),
  'redacted text': redact.redactor(['LL-API-0123456789']),
  'a discreet message': (text) =>
    discreet.discreet({ ...noReasons, refused: [{ code: '', message: answerWords.capped(text) }] }),
  'Retry-After': (text) => retryAfter.retryAfter(new Map([['retry-after', text]]), 0),
}
