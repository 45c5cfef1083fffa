import type { UnmatchableExport } from '../domain/preset.js'

/** What WooCommerce itself gives under Analytics, Customers, Download: people with the sum of all their orders. */
export const woocommerceCustomers: UnmatchableExport = {
  kind: 'unmatchable',
  name: 'woocommerce-customers',
  title: 'WooCommerce Analytics customers report',
  format: 'csv',
  columns: [
    'Name',
    'Username',
    'Last Active',
    'Sign Up',
    'Email',
    'Orders',
    'Total Spend',
    'AOV',
    'Country / Region',
    'City',
    'Region',
    'Postal Code',
  ],
  otherNames: { 'Sign Up': ['Date registered'] },
  required: ['AOV', 'Total Spend'],
  unless: [],
  advice:
    'These are customers with the sum of all their orders, not single sales with dates. Export the orders with a plug-in: "Order Export & Order Import for WooCommerce" (WebToffee) or "Advanced Order Export For WooCommerce" (AlgolPlus), both free, or "Customer/Order/Coupon Export" (SkyVerge).',
}
