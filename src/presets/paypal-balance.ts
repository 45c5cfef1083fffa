import type { UnmatchableExport } from '../domain/preset.js'
import { paypalNames } from './paypal-names.js'

const columns = [
  'Date',
  'Time',
  'TimeZone',
  'Name',
  'Type',
  'Status',
  'Currency',
  'Gross',
  'Fee',
  'Net',
  'Receipt ID',
  'Balance',
]

/** A PayPal download whose columns tell of nobody but by name. */
export const paypalBalance: UnmatchableExport = {
  kind: 'unmatchable',
  name: 'paypal-balance',
  title: 'PayPal balance download',
  format: 'csv',
  columns,
  otherNames: Object.fromEntries(
    columns.flatMap((column) => (column in paypalNames ? [[column, paypalNames[column] ?? []]] : [])),
  ),
  required: ['Date', 'Type', 'Gross', 'Currency', ['Balance', 'Receipt ID']],
  unless: ['From Email Address', 'Address Line 1', 'Contact Phone Number'],
  advice:
    'This download names the payer, but has no e-mail, address or phone number, so LettrLabs can\'t match it. Download it again under Activity, Download, Customize report fields, with "From Email Address", "Transaction ID" and the shipping address.',
}
