import type { KnownExport } from '../domain/preset.js'
import { shopifyOrders } from './shopify-orders.js'

/** Every export that is recognised. */
export const knownExports: readonly KnownExport[] = [shopifyOrders]
