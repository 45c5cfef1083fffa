import type { KnownExport } from '../domain/preset.js'
import { amazonOrders } from './amazon-orders.js'
import { amazonAllOrders, amazonTransactions, amazonUnshippedOrders } from './amazon-unmatchable.js'
import { bigcommerceOrders } from './bigcommerce-orders.js'
import { hubspotDeals, salesforceOpportunities } from './crm-unmatchable.js'
import { ebayOrders } from './ebay-orders.js'
import { etsyOrderItems } from './etsy-order-items.js'
import { etsyOrders } from './etsy-orders.js'
import { housecallProJobs } from './housecall-pro-jobs.js'
import { jobberJobs } from './jobber-jobs.js'
import { magentoOrders } from './magento-orders.js'
import { googleAdsReport, quickbooksReport } from './other-unmatchable.js'
import { paypalActivity } from './paypal-activity.js'
import { poplarMatchback } from './poplar-matchback.js'
import { postpilotMatchback } from './postpilot-matchback.js'
import { shopifyBulkOrders } from './shopify-bulk-orders.js'
import { shopifyBulkProducts } from './shopify-bulk-products.js'
import { shopifyCustomers } from './shopify-customers.js'
import { shopifyOrders } from './shopify-orders.js'
import { shopifyOrdersJson } from './shopify-orders-json.js'
import { shopifyProducts } from './shopify-products.js'
import { squareCustomers } from './square-customers.js'
import { squareItems, squareTransactions } from './square-unmatchable.js'
import { squarespaceOrders } from './squarespace-orders.js'
import { stripeBalance } from './stripe-balance.js'
import { stripeCharges } from './stripe-charges.js'
import { stripeCustomers } from './stripe-customers.js'
import { stripePaymentIntents } from './stripe-payment-intents.js'
import { stripePayments } from './stripe-payments.js'
import { woocommerceAlgolplus } from './woocommerce-algolplus.js'
import { woocommerceAnalytics } from './woocommerce-analytics.js'
import { woocommerceCustomers } from './woocommerce-customers.js'
import { woocommerceOrdersJson } from './woocommerce-orders-json.js'
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
  stripeBalance,
  stripeCustomers,
  woocommerceWebtoffee,
  woocommerceSkyverge,
  woocommerceAlgolplus,
  woocommerceOrdersJson,
  woocommerceAnalytics,
  woocommerceCustomers,
  bigcommerceOrders,
  magentoOrders,
  squarespaceOrders,
  etsyOrders,
  etsyOrderItems,
  amazonOrders,
  amazonAllOrders,
  amazonUnshippedOrders,
  amazonTransactions,
  ebayOrders,
  paypalActivity,
  squareCustomers,
  squareTransactions,
  squareItems,
  jobberJobs,
  housecallProJobs,
  poplarMatchback,
  postpilotMatchback,
  quickbooksReport,
  hubspotDeals,
  salesforceOpportunities,
  googleAdsReport,
]
