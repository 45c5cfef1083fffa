import type { Preset } from '../domain/preset.js'
import { squareTransactionColumns } from './square-unmatchable.js'

/** Square's transactions, to which somebody has added the columns of its customer directory by Customer ID. */
export const squareCustomers: Preset = {
  kind: 'preset',
  name: 'square-customers',
  title: 'Square transactions export with customers',
  verified: false,
  format: 'csv',
  columns: [
    ...squareTransactionColumns,
    'Square Customer ID',
    'First Name',
    'Last Name',
    'Company Name',
    'Email Address',
    'Phone Number',
    'Street Address 1',
    'Street Address 2',
    'City',
    'State',
    'Postal Code',
  ],
  otherNames: {
    'Email Address': ['Customer Email', 'Customer Email Address', 'Email'],
    'Phone Number': ['Customer Phone', 'Customer Phone Number', 'Phone'],
  },
  required: ['Transaction ID', 'Total Collected', 'Event Type', ['Email Address', 'Phone Number', 'Street Address 1']],
  records: { rows: [{ column: 'Event Type', in: ['Payment'] }], keep: [] },
  fields: {
    orderId: { column: 'Transaction ID' },
    revenue: { column: 'Total Collected' },
    eventDate: { columns: ['Date', 'Time'], join: ' ', timezoneColumn: 'Time Zone' },
    firstName: { column: 'First Name' },
    lastName: { column: 'Last Name' },
    fullName: { column: 'Customer Name' },
    businessName: { column: 'Company Name' },
    primaryEmail: { column: 'Email Address' },
    primaryPhoneNumber: { column: 'Phone Number' },
    customerId: { column: 'Customer ID' },
    primaryAddress: {
      address1: { column: 'Street Address 1' },
      address2: { column: 'Street Address 2' },
      city: { column: 'City' },
      state: { column: 'State' },
      zipCode: { column: 'Postal Code' },
    },
  },
  notes: [
    'Square writes a refund as a row of its own, which is left out, so a sale that was refunded later is sent with its full amount.',
    'Amounts are Total Collected: with tax and tip.',
  ],
}
