import type { UnmatchableExport } from '../domain/preset.js'

/** What WooCommerce itself gives under Analytics, Orders, Download: no e-mail, no phone, no address. */
export const woocommerceAnalytics: UnmatchableExport = {
  kind: 'unmatchable',
  name: 'woocommerce-analytics',
  title: 'WooCommerce Analytics orders report',
  format: 'csv',
  columns: [
    'Date',
    'Order #',
    'N. Revenue (formatted)',
    'Status',
    'Customer',
    'Customer type',
    'Product(s)',
    'Items sold',
    'Coupon(s)',
    'Net Sales',
    'Attribution',
  ],
  otherNames: { 'Net Sales': ['N. Revenue'] },
  required: ['Order #', ['Product(s)', 'Items sold', 'Customer type']],
  unless: ['Email', 'Customer email', 'Billing email', 'Phone'],
  advice:
    'This report names buyers, but has no e-mail, phone or address; only orders with a coupon of the mailing could be matched. Export the orders with a plug-in that has them: "Order Export & Order Import for WooCommerce" (WebToffee) or "Advanced Order Export For WooCommerce" (AlgolPlus), both free, or "Customer/Order/Coupon Export" (SkyVerge).',
}
