const fields = {
  orderId: 'Order',
  primaryEmail: 'Email',
  revenue: { column: 'Total', minus: ['Refund'] },
  eventDate: 'Date',
  fullName: 'Name',
  couponCode: 'Coupon',
  primaryAddress: { zipCode: 'Zip', address2: 'Apt' },
}
const input = { timezone: 'America/New_York' }
const ids = ['00123', '408012345678901', '1-2', 'MAY25', '12E45', '1.10', 'true', 'W-7', '0', '#1001']
const two = (number) => String(number).padStart(2, '0')
const styles = {
  ISO: (day) => `2026-03-${two(day)}`,
  'month first': (day) => `03/${two(day)}/2026`,
  'day first with dots': (day) => `${two(day)}.03.2026`,
  named: (day) => `"Mar ${day}, 2026"`,
}
const rows = (write) =>
  ids.map(
    (id, at) =>
      `${id},ann${at}@example.com,?,1.50,${write(at + 3)},"José ""Pepe"", O’Neil €",${at % 2 === 0 ? '0042' : 'APR10'},02906,${at}-2,"=1+1,\n'x' 0x1F 10% 1e3"`,
  )
const orders = (write) =>
  `${['Order,Email,Total,Refund,Date,Name,Coupon,Zip,Apt,Note', ...rows(write), `OK,ok@example.com,"1,999.95",,${write(25)},Ann,,10001,,`].join('\n')}\n`

const shown = ({ primaryEmail, revenue, eventDate, fullName, couponCode, primaryAddress }) =>
  [primaryEmail, revenue, eventDate, fullName, couponCode, primaryAddress?.zipCode, primaryAddress?.address2].join('|')
const midnight = (day) => `2026-03-${two(day)}T0${day <= 8 ? 5 : 4}:00:00Z`
const stored = {
  ...Object.fromEntries(
    ids.map((id, at) => [
      id,
      `ann${at}@example.com|${at + 10.5}|${midnight(at + 3)}|José "Pepe", O’Neil €|${at % 2 === 0 ? '0042' : 'APR10'}|02906|${at}-2`,
    ]),
  ),
  OK: `ok@example.com|1999.95|${midnight(25)}|Ann||10001|`,
}

const row = /<table:table-row[^>]*>[\s\S]*?<\/table:table-row>/g
const cell = /<table:table-cell[^>]*>\s*<text:p>\?<\/text:p>\s*<\/table:table-cell>/
const number = (value) =>
  `<table:table-cell office:value-type="float" office:value="${value}" calcext:value-type="float"><text:p>${value}</text:p></table:table-cell>`

/** Types the amounts that were missing, as numbers. */
const typeAmounts = (flat) =>
  flat.replace(row, (text) => text.replace(cell, number(Number(/ann(\d)@/.exec(text)?.[1]) + 12)))

/** Turns the rows below the header round, as sorting by a column does. */
function turnRows(flat) {
  const all = flat.match(row) ?? []
  const filled = all.filter((text) => text.includes('@example.com'))
  const turned = filled.toReversed()
  return flat.replace(row, (text) => (filled.includes(text) ? turned.shift() : text))
}

const lines = [
  'Order,Email,Total,Date,Name,Item',
  'A1,ann@example.com,10.50,2026-03-04,Ann,Towel',
  'A1,ann@example.com,?,2026-03-04,Ann,Bath mat',
  'A1,ann@example.com,5.00,2026-03-04,Ann,Curtain',
  'B1,bea@example.com,1.00,2026-03-04,Bea,Soap',
  'A1,ann@example.com,0.75,2026-03-04,Ann,Ribbon',
]
const grouped = {
  config: {
    input,
    fields: { orderId: 'Order', primaryEmail: 'Email', revenue: 'Total', eventDate: 'Date', fullName: 'Name' },
    records: { group: { by: 'Order', sum: ['Total'] } },
  },
  orders: `${lines.join('\n')}\n`,
  shown: ({ revenue, fullName }) => `${revenue} ${fullName}`,
  stored: { A1: '18.5 Ann', B1: '1 Bea' },
}
const typeLine = (flat) => flat.replace(cell, number(2.25))

const languages = { American: 1033, British: 2057, German: 1031, Swedish: 1053 }
const savings = {
  'UTF-8': {},
  'semicolons in windows-1252': { delimiter: ';', charset: 1 },
  'tabs in UTF-16': { delimiter: '\t', charset: 65535 },
  'all texts quoted': { quoteTexts: true },
}

const plain = { config: { input, fields }, shown, stored, code: 0, mend: typeAmounts }
const everyStyle = Object.keys(styles).flatMap((style) =>
  Object.entries(languages).map(([name, language]) => ({ style, name, language })),
)

/** What is taken through LibreOffice, how it is opened, kept, mended and saved there, and what must be stored in the end. */
export const trips = [
  ...everyStyle.map(({ style, name, language }, at) => {
    const [saving, save] = Object.entries(savings)[at % 4]
    const by = ['fods', 'ods', 'xlsx', 'xls'][Math.floor(at / 4)]
    return {
      ...plain,
      name: `dates ${style}, ${name}, kept as ${by}, saved as ${saving}`,
      orders: orders(styles[style]),
      open: { language },
      by,
      save: { language, ...save },
    }
  }),
  {
    ...plain,
    name: 'opened without looking for numbers and dates',
    orders: orders(styles.ISO),
    open: { detect: false },
    by: 'ods',
    save: {},
  },
  {
    ...plain,
    name: 'turned round',
    orders: orders(styles.ISO),
    open: {},
    by: 'xlsx',
    save: {},
    mend: (flat) => turnRows(typeAmounts(flat)),
  },
  { ...grouped, name: 'an order of four lines', code: 0, open: {}, by: 'ods', save: {}, mend: typeLine },
  {
    ...grouped,
    name: 'an order of four lines, turned round',
    code: 0,
    open: {},
    by: 'xlsx',
    save: {},
    mend: (flat) => turnRows(typeLine(flat)),
  },
  {
    ...grouped,
    name: 'an order of four lines that lost one',
    code: 3,
    stored: { B1: '1 Bea' },
    open: {},
    by: 'ods',
    save: {},
    mend: (flat) => typeLine(flat).replace(row, (text) => (text.includes('Ribbon') ? '' : text)),
  },
]
