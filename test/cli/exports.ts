/** A sale of a plain export whose columns already have LettrLabs' own names. */
export interface PlainSale {
  readonly orderId?: string
  readonly primaryEmail?: string
  readonly revenue?: string
  readonly eventDate?: string
}

const columns = ['orderId', 'primaryEmail', 'revenue', 'eventDate'] as const

/** A CSV of plain sales. */
export function plainCsv(sales: readonly PlainSale[], names: readonly (keyof PlainSale)[] = columns): string {
  const lines = sales.map((sale) => names.map((name) => sale[name] ?? '').join(','))
  return `${[names.join(','), ...lines].join('\n')}\n`
}

/** So many good sales, numbered from `first`; sale n is worth n dollars and n cents (mod 100). */
export function plainSales(count: number, first = 1001): readonly PlainSale[] {
  return Array.from({ length: count }, (_, at) => {
    const number = first + at
    return {
      orderId: `A-${number}`,
      primaryEmail: `canaria${number}@example.com`,
      revenue: `${number}.${String(number % 100).padStart(2, '0')}`,
      eventDate: '2026-11-02T10:00:00Z',
    }
  })
}

/** The columns of a Shopify orders export that matter, some of them padding. */
const shopifyColumns = [
  'Name',
  'Email',
  'Financial Status',
  'Paid at',
  'Currency',
  'Subtotal',
  'Total',
  'Discount Code',
  'Created at',
  'Lineitem quantity',
  'Lineitem name',
  'Billing Name',
  'Billing Address1',
  'Billing City',
  'Billing Zip',
  'Billing Province',
  'Billing Country',
  'Cancelled at',
  'Refunded Amount',
  'Phone',
] as const

type ShopifyRow = Partial<Record<(typeof shopifyColumns)[number], string>>

/** The config that goes with it. */
export const shopifyConfig = {
  version: 1,
  records: {
    group: { by: 'Name' },
    keep: [
      { column: 'Financial Status', in: ['paid', 'partially_refunded'] },
      { column: 'Cancelled at', empty: true },
    ],
  },
  fields: {
    orderId: 'Name',
    revenue: { column: 'Total', minus: 'Refunded Amount', currency: 'Currency' },
    eventDate: { columns: ['Paid at', 'Created at'] },
    fullName: 'Billing Name',
    primaryEmail: 'Email',
    primaryPhoneNumber: 'Phone',
    couponCode: 'Discount Code',
    primaryAddress: {
      address1: 'Billing Address1',
      city: 'Billing City',
      state: 'Billing Province',
      zipCode: 'Billing Zip',
      country: 'Billing Country',
    },
  },
}

/** The first row of an order, and its further lines, which repeat the name only. */
export function shopifyOrder(number: number, lines: number, more: ShopifyRow = {}): readonly ShopifyRow[] {
  const first: ShopifyRow = {
    Name: `#${number}`,
    Email: `canaria${number}@example.com`,
    'Financial Status': 'paid',
    'Paid at': '2026-06-01 15:23:00 -0600',
    Currency: 'USD',
    Total: `${number % 1000}.50`,
    'Created at': '2026-06-01 15:22:58 -0600',
    'Lineitem quantity': '1',
    'Lineitem name': 'Mug, blue "large"',
    'Billing Name': 'Ann Canaria',
    'Billing Address1': `${number} Elm St`,
    'Billing City': 'Providence',
    'Billing Zip': "'02906",
    'Billing Province': 'RI',
    'Billing Country': 'US',
    'Refunded Amount': '0.00',
    Phone: '+1 401-555-0142',
    ...more,
  }
  const further = Array.from({ length: lines - 1 }, (_, at): ShopifyRow => {
    const name = first.Name ?? ''
    return {
      Name: name,
      Email: first.Email ?? '',
      'Created at': first['Created at'] ?? '',
      'Lineitem name': `Line ${at}`,
    }
  })
  return [first, ...further]
}

/** The export as Shopify writes it. */
export function shopifyCsv(orders: readonly (readonly ShopifyRow[])[]): string {
  const lines = orders.flat().map((row) => shopifyColumns.map((name) => quoted(row[name] ?? '')).join(','))
  return `${[shopifyColumns.join(','), ...lines].join('\n')}\n`
}

function quoted(cell: string): string {
  return /[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}
