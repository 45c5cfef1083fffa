import type { Preset } from '../domain/preset.js'

/** The file of orders that PostPilot takes under Settings, Matchback Uploads, as its help pages describe it. */
export const postpilotMatchback: Preset = {
  kind: 'preset',
  name: 'postpilot-matchback',
  title: 'PostPilot matchback file',
  verified: false,
  format: 'csv',
  columns: [
    'order_id',
    'date',
    'total_price',
    'customer_email',
    'discount_codes',
    'order_address_line_1',
    'order_address_line_2',
    'order_address_city',
    'order_address_state',
    'order_address_postal_code',
    'order_address_country_code',
  ],
  otherNames: { order_id: ['order ID'], order_address_country_code: ['order address country_code'] },
  required: ['order_id', 'date', 'total_price', ['order_address_line_1', 'customer_email']],
  records: { rows: [], keep: [] },
  fields: {
    orderId: { column: 'order_id' },
    revenue: { column: 'total_price' },
    eventDate: { column: 'date' },
    primaryEmail: { column: 'customer_email' },
    couponCode: { column: 'discount_codes' },
    primaryAddress: {
      address1: { column: 'order_address_line_1' },
      address2: { column: 'order_address_line_2' },
      city: { column: 'order_address_city' },
      state: { column: 'order_address_state' },
      zipCode: { column: 'order_address_postal_code' },
      country: { column: 'order_address_country_code' },
    },
  },
  withheld: ['phone'],
  notes: [
    'The file says nothing of cancelled and refunded orders: every row counts as a sale.',
    'Several discount codes in one cell are sent as they stand, and then match no coupon.',
  ],
}
