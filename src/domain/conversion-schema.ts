import { createRequire } from 'node:module'
import { dateForm, identifiersOf, isEmail, isRevenue, longest } from './conversion.js'

let made: ReturnType<typeof makeSchema> | undefined

/**
 * The offline truth of a conversion: the documented types and limits, an amount, and at least one identifier. zod is loaded when
 * it is first asked, since most files have nothing that `isConversion` does not take, and loading takes longer than sending a few.
 */
export function conversionSchema(): ReturnType<typeof makeSchema> {
  made ??= makeSchema()
  return made
}

function makeSchema() {
  const { z } = createRequire(import.meta.url)('zod') as typeof import('zod')
  const text = z.string().min(1).max(longest.text)
  const phone = z.string().min(1).max(longest.phone)
  const email = text.refine(isEmail, 'bad-email')
  const addressText = z.string().min(1).max(longest.text)
  const address = z.strictObject({
    fullAddress: addressText.optional(),
    address1: addressText.optional(),
    address2: addressText.optional(),
    city: addressText.optional(),
    state: addressText.optional(),
    zipCode: addressText.optional(),
    country: addressText.optional(),
  })
  return z
    .strictObject({
      firstName: text.optional(),
      lastName: text.optional(),
      fullName: text.optional(),
      businessName: text.optional(),
      couponCode: text.optional(),
      primaryPhoneNumber: phone.optional(),
      secondaryPhoneNumber: phone.optional(),
      primaryEmail: email.optional(),
      secondaryEmail: email.optional(),
      type: text.optional(),
      orderId: text.optional(),
      storeId: text.optional(),
      uniqueId: text.optional(),
      crmId: text.optional(),
      customerId: text.optional(),
      primaryAddress: address.optional(),
      secondaryAddress: address.optional(),
      revenue: z.string().refine(isRevenue, 'bad-revenue'),
      eventDate: z.string().regex(dateForm).optional(),
    })
    .refine((value) => identifiersOf(value) !== 0, { message: 'no-identifier' })
}
