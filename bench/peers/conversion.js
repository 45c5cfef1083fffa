/**
 * What a plain script makes of a row: the fields of `orders.config.json`, nothing checked, the date read as UTC.
 * @param {Record<string, string>} row
 */
export function conversionOf(row) {
  return {
    orderId: row.Order,
    revenue: Number(row.Total),
    eventDate: `${row['Created at'].replace(' ', 'T')}Z`,
    firstName: row['First name'],
    lastName: row['Last name'],
    primaryEmail: row.Email,
    primaryPhoneNumber: row.Phone.replace(/\D/g, ''),
    primaryAddress: {
      address1: row['Address 1'],
      address2: row['Address 2'] || undefined,
      city: row.City,
      state: row.State,
      zipCode: row.ZIP,
      country: row.Country,
    },
    couponCode: row['Discount code'] || undefined,
  }
}
