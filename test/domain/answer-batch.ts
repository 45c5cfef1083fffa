import type { SentRecord } from '../../src/domain/attempt.js'

/** A batch of records as sent, from plain conversions. */
export function batchOf(conversions: readonly Readonly<Record<string, unknown>>[]): readonly SentRecord[] {
  return conversions.map((conversion) => ({
    orderId: typeof conversion.orderId === 'string' ? conversion.orderId : undefined,
    storeId: typeof conversion.storeId === 'string' ? conversion.storeId : undefined,
    json: JSON.stringify(conversion),
  }))
}

/** The five records that the bodies in fixtures/answers speak of; the last has no order id. */
export const five = batchOf([
  {
    orderId: 'T-701',
    firstName: 'Odd',
    primaryEmail: 'odd@example.com',
    revenue: 12.5,
    eventDate: '2025-03-01T10:00:00Z',
  },
  {
    orderId: 'T-702',
    firstName: 'Ines',
    primaryEmail: 'ines@example.com',
    revenue: 20,
    eventDate: '1971-03-02T10:00:00Z',
  },
  {
    orderId: 'T-703',
    firstName: 'Wren',
    primaryEmail: 'wren@example.com',
    revenue: 75,
    eventDate: '2025-03-03T10:00:00Z',
  },
  { orderId: 'T-704', firstName: 'Pia', couponCode: 'GULL10', revenue: 31, eventDate: '2025-03-04T10:00:00Z' },
  { primaryPhoneNumber: '2025550105', revenue: 75, eventDate: '2025-03-05T10:00:00Z' },
])
