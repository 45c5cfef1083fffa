import type { KnownExport } from '../domain/preset.js'
import { shopifyBulkOrders } from './shopify-bulk-orders.js'
import { shopifyBulkProducts } from './shopify-bulk-products.js'
import { shopifyCustomers } from './shopify-customers.js'
import { shopifyOrders } from './shopify-orders.js'
import { shopifyOrdersJson } from './shopify-orders-json.js'
import { shopifyProducts } from './shopify-products.js'
import { stripeCharges } from './stripe-charges.js'
import { stripePaymentIntents } from './stripe-payment-intents.js'
import { stripePayments } from './stripe-payments.js'
import { woocommerceAlgolplus } from './woocommerce-algolplus.js'
import { woocommerceAnalytics } from './woocommerce-analytics.js'
import { woocommerceCustomers } from './woocommerce-customers.js'
import { woocommerceSkyverge } from './woocommerce-skyverge.js'
import { woocommerceWebtoffee } from './woocommerce-webtoffee.js'

/** Every export that is recognised. */
export const knownExports: readonly KnownExport[] = [
  shopifyOrders,
  shopifyOrdersJson,
  shopifyBulkOrders,
  shopifyBulkProducts,
  shopifyProducts,
  shopifyCustomers,
  stripePayments,
  stripeCharges,
  stripePaymentIntents,
  woocommerceWebtoffee,
  woocommerceSkyverge,
  woocommerceAlgolplus,
  woocommerceAnalytics,
  woocommerceCustomers,
]
