import { expect, test } from 'vitest'
import { columnsMeaning, fieldsMeantBy } from '../../src/domain/column-synonyms.js'

/** Header spellings as shops, tills and field services write them, by the fields they mean. */
const spellings: { readonly [fields: string]: readonly string[] } = {
  primaryEmail: [
    ...[
      'Email',
      'E-Mail',
      'EMAIL_ADDRESS',
      'email address',
      'emailAddress',
      'e_mail',
      'Customer Email',
      'customer_email',
    ],
    ...[
      'Client email',
      'Buyer E-mail',
      'Email (Billing)',
      'billing_email',
      'Bill To Email',
      'contact.email',
      'Email 1',
    ],
    ...['Primary Email', 'primaryEmail', 'From Email Address', 'billing_details.email', 'User Email', 'Cust Email'],
    ...['Guest Email Address', 'Receipt Email', 'Home Email', ' Email ', 'Émail', 'Contact E-Mail Address'],
  ],
  'secondaryEmail primaryEmail': [
    'Shipping Email',
    'Email (Shipping)',
    'Work Email',
    'Alternate Email',
    'Secondary Email',
  ],
  secondaryEmail: ['Email 2', 'email_2', 'Customer Email 2'],
  primaryPhoneNumber: [
    ...[
      'Phone',
      'Phone #',
      'Phone No.',
      'phone_number',
      'PhoneNumber',
      'Telephone',
      'Tel',
      'Tel. No',
      'Mobile',
      'Cell',
    ],
    ...[
      'Cell Phone',
      'mobile_phone',
      'Customer Phone',
      'Client phone',
      'Phone (Billing)',
      'billing_phone',
      'Home Phone',
    ],
    ...['Contact Phone Number', 'primaryPhoneNumber', 'Bill-To Phone', 'customer.phone', 'Daytime Phone', 'Phone 1'],
  ],
  'secondaryPhoneNumber primaryPhoneNumber': [
    'Shipping Phone',
    'Work Phone',
    'Alt Phone',
    'Ship To Phone #',
    'Other Phone',
  ],
  secondaryPhoneNumber: ['Phone 2', 'phone_2', 'Evening Phone'],
  firstName: [
    'First Name',
    'firstname',
    'FNAME',
    'Given Name',
    'Billing First Name',
    'First Name (Billing)',
    'buyer_first_name',
  ],
  lastName: ['Last Name', 'lastName', 'Surname', 'Family name', 'billing_last_name', 'Customer Last Name', 'LNAME'],
  fullName: [
    ...['Full Name', 'Customer Name', 'Client name', 'Billing Name', 'Bill-to Name', 'Ship-to Name', 'Shipping Name'],
    ...['Customer', 'Buyer', 'Name on Card', 'Card Name', 'Contact Name', 'Recipient Name', 'Homeowner', 'Attn'],
  ],
  'fullName orderId': ['Name', 'NAME'],
  businessName: ['Company', 'Company Name', 'Business Name', 'Organization', 'Billing Company', 'Company (Shipping)'],
  'primaryAddress.address1': [
    ...[
      'Address 1',
      'Address1',
      'address_line_1',
      'Street',
      'Street 1',
      'Street Address',
      'Billing Address1',
      'Billing Street',
    ],
    ...[
      'billing_address_1',
      'Address 1 (Billing)',
      'Card Address Line1',
      'billing_details.address.line1',
      'Mailing Street',
    ],
    ...['customer.default_address.address1', 'primaryAddress.address1', 'Home Address Line 1', 'billingAddress.street'],
  ],
  'primaryAddress.address1 primaryAddress.fullAddress': [
    'Address',
    'Billing Address',
    'Mailing Address',
    'Customer Address',
  ],
  'primaryAddress.fullAddress': ['Full Address', 'Formatted Address', 'Billing Full Address'],
  'primaryAddress.address2': [
    ...['Address 2', 'address2', 'Street 2', 'Apt', 'Suite', 'Apt/Suite', 'Billing Address2', 'Card Address Line2'],
    ...['Address Line 2/District/Neighborhood'],
  ],
  'primaryAddress.city': [
    'City',
    'Town',
    'Town/City',
    'Suburb',
    'Billing City',
    'City (Billing)',
    'Card Address City',
    'Home City',
  ],
  'primaryAddress.state': [
    ...['State', 'Province', 'Region', 'State/Province', 'billing_state', 'Billing Province', 'Billing Province Name'],
    ...['State/Province/Region/County/Territory/Prefecture/Republic', 'Card Address State', 'Province Code'],
  ],
  'primaryAddress.zipCode': [
    ...[
      'Zip',
      'ZIP Code',
      'zipcode',
      'ZipCode',
      'Postal Code',
      'Postcode',
      'post_code',
      'Zip/Postal Code',
      'billing_postcode',
    ],
    ...['Billing Zip', 'Card Address Zip', 'ZIP+4', 'Mailing ZIP', 'Zip (Billing)', 'Postal Code / Zip'],
  ],
  'primaryAddress.country': [
    'Country',
    'Country Code',
    'Billing Country',
    'Country Code (Billing)',
    'Card Address Country',
  ],
  'secondaryAddress.address1 primaryAddress.address1': [
    ...['Shipping Address1', 'Shipping Street', 'Ship Address 1', 'shipping_address_1', 'Shipping Address Line1'],
    ...['Address 1 (Shipping)', 'Delivery Street', 'Recipient Address Line 1', 'shippingAddress.address1'],
  ],
  'secondaryAddress.address1 secondaryAddress.fullAddress primaryAddress.address1 primaryAddress.fullAddress': [
    ...['Shipping Address', 'Delivery Address', 'Ship To Address'],
  ],
  'secondaryAddress.city primaryAddress.city': [
    'Shipping City',
    'ship-city',
    'City (Shipping)',
    'Ship To City',
    'Delivery Town',
  ],
  'secondaryAddress.state primaryAddress.state': ['Shipping Province', 'ship-state', 'Shipping State', 'Ship State'],
  'secondaryAddress.zipCode primaryAddress.zipCode': [
    'Shipping Zip',
    'ship-postal-code',
    'Ship Zipcode',
    'Delivery Postcode',
  ],
  'primaryAddress.address1 secondaryAddress.address1': [
    'Service street',
    'Job Street',
    'Property Address 1',
    'Jobsite Street',
  ],
  'primaryAddress.zipCode secondaryAddress.zipCode': ['Service ZIP', 'Job Zip Code', 'Property ZIP'],
  orderId: [
    ...[
      'Order ID',
      'order_id',
      'Order #',
      'Order No.',
      'OrderNumber',
      'amazon-order-id',
      'Job #',
      'Invoice #',
      'Invoice No',
    ],
    ...['Transaction ID', 'Receipt Number', 'PaymentIntent ID', 'Confirmation Number', 'Work Order #', 'Ticket Number'],
  ],
  'orderId uniqueId': ['ID', 'Id', 'id'],
  revenue: [
    ...['Total', 'Order Total', 'Grand Total', 'Total ($)', 'Total revenue ($)', 'Total USD', 'Amount', 'Amount (USD)'],
    ...[
      'Order Total (inc tax)',
      'order_total',
      'Grand Total (Base)',
      'Net Sales',
      'Gross',
      'Total Collected',
      'Job amount',
    ],
    ...['total_price', 'totalPrice', 'Order Value', 'Sale Amount', 'Revenue', 'Subtotal', 'N. Revenue (formatted)'],
  ],
  'revenue.minus': ['Refunded Amount', 'Amount Refunded', 'Refund Amount', 'Total Refunded', 'refunded_total'],
  'revenue.currency': ['Currency', 'order_currency', 'Order Currency Code', 'Currency Code'],
  eventDate: [
    ...[
      'Date',
      'Order Date',
      'Created at',
      'Paid at',
      'created_at',
      'createdAt',
      'Created (UTC)',
      'Created date (UTC)',
    ],
    ...[
      'purchase-date',
      'Sale Date',
      'Closed date',
      'Transaction Date',
      'Invoice Date',
      'Date Paid',
      'Job created date',
    ],
    ...['Date/Time', 'Timestamp', 'Completed Date', 'eventDate', 'Purchase Date'],
  ],
  'eventDate.time': ['Time', 'Time of day'],
  'eventDate.timezoneColumn': ['TimeZone', 'Time Zone', 'time_zone'],
  couponCode: [
    ...[
      'Coupon Code',
      'Coupon(s)',
      'Discount Code',
      'Promo Code',
      'promo_code',
      'promotion-ids',
      'Coupons Used',
      'Voucher',
    ],
    ...['Offer Code', 'Matchback Code', 'couponCode'],
  ],
  storeId: ['Store', 'Store #', 'Store ID', 'Location', 'Location Name', 'Branch', 'Purchase Point', 'Franchise ID'],
  customerId: [
    'Customer ID',
    'customer_id',
    'Customer #',
    'Client No.',
    'Buyer User ID',
    'Member ID',
    'Account Number',
  ],
  'customerId crmId': ['Contact ID'],
  crmId: ['CRM ID', 'HubSpot ID', 'Salesforce ID', 'Lead ID'],
  uniqueId: ['UUID', 'Unique ID'],
  // What only looks like a field.
  '': [
    ...[
      'Email Status',
      'Accepts Email Marketing',
      'Ship Method',
      'Shipping',
      'Shipping Cost',
      'Shipping Total',
      'Taxes',
    ],
    ...['Billing', 'Order Status', 'Order State', 'Financial Status', 'Lineitem name', 'Product Name', 'Device Name'],
    ...[
      'Staff Name',
      'Service property name',
      'Job Name',
      'User Name',
      'To Email Address',
      'Seller Email',
      'Card Last4',
    ],
    ...[
      'Card Issue Country',
      'Customer IP address',
      'customer_user_agent',
      'Customer Group',
      'Address Status',
      'Quantity',
    ],
    ...[
      'Fulfilled at',
      'Cancelled at',
      'last-updated-date',
      'Discount Amount',
      'Fee',
      'Tax 1 Name',
      'Store Phone',
      'Notes',
    ],
    ...['SKU', 'Type', 'Unit', 'x'.repeat(5000), '', '...', '№', '日付'],
  ],
}

test.each(Object.entries(spellings))('fields "%s" are meant by all their spellings', (fields, names) => {
  expect(names.map((name) => [name, fieldsMeantBy(name).join(' ')])).toEqual(names.map((name) => [name, fields]))
})

test('every spelling of the table means at least the field it stands under', async () => {
  const { personSpellings, saleSpellings } = await import('../../src/domain/column-spellings.js')
  const places = { email: 'primaryEmail', phone: 'primaryPhoneNumber', secondEmail: 'secondaryEmail' } as const
  for (const [field, names] of Object.entries(saleSpellings)) {
    expect(names.filter((name) => !fieldsMeantBy(name).includes(field))).toEqual([])
  }
  for (const [field, names] of Object.entries(personSpellings)) {
    const path = { ...places, secondPhone: 'secondaryPhoneNumber' }[field] ?? field
    const paths = [path, `primaryAddress.${path}`]
    expect(names.filter((name) => !fieldsMeantBy(name).some((meant) => paths.includes(meant)))).toEqual([])
  }
})

test('of several columns for a field the surest comes first', () => {
  const header = [
    'Subtotal',
    'Total',
    'Shipping Name',
    'Shipping Zip',
    'Billing Name',
    'Billing Zip',
    'Created at',
    'Paid at',
  ]
  expect(columnsMeaning('revenue', header)).toEqual(['Total', 'Subtotal'])
  expect(columnsMeaning('fullName', header)).toEqual(['Billing Name', 'Shipping Name'])
  expect(columnsMeaning('primaryAddress.zipCode', header)).toEqual(['Billing Zip', 'Shipping Zip'])
  expect(columnsMeaning('secondaryAddress.zipCode', header)).toEqual(['Shipping Zip'])
  expect(columnsMeaning('eventDate', header)).toEqual(['Paid at', 'Created at'])
  expect(columnsMeaning('couponCode', header)).toEqual([])
})

test('a hostile header costs no time', () => {
  const names = Array.from({ length: 2000 }, (_, at) => `billingshippingcustomer${'address'.repeat(at % 10)}${at}`)
  const started = performance.now()
  for (const name of names) fieldsMeantBy(name)
  expect(performance.now() - started).toBeLessThan(5000)
})
