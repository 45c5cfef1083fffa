import type { UnmatchableExport } from '../domain/preset.js'

const addressKeys = ['Company', 'Address1', 'Address2', 'City', 'Province Code', 'Country Code', 'Zip', 'Phone']

/** The CSV that Shopify's admin writes under Customers, Export: people with the sum of all their orders. */
export const shopifyCustomers: UnmatchableExport = {
  kind: 'unmatchable',
  name: 'shopify-customers',
  title: 'Shopify customers export',
  format: 'csv',
  columns: [
    'Customer ID',
    'First Name',
    'Last Name',
    'Email',
    'Accepts Email Marketing',
    'Accepts Marketing',
    ...addressKeys,
    ...addressKeys.map((key) => `Default Address ${key}`),
    'Province',
    'Country',
    'Accepts SMS Marketing',
    'Total Spent',
    'Total Orders',
    'Tags',
    'Note',
    'Tax Exempt',
  ],
  required: ['Total Spent', 'Total Orders'],
  unless: [],
  advice:
    'These are customers with the sum of all their orders, not single sales with dates. Export in Shopify under Orders, Export, as CSV, and upload that file.',
}
