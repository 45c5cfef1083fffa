/** A list of spellings, written with commas between them, the surest first. */
const list = (text: string): readonly string[] => text.split(',').map((spelling) => spelling.trim())

/** Names of columns that are about the sale, and stand for their fields as they are, the surest first. */
export const saleSpellings: { readonly [field: string]: readonly string[] } = {
  orderId: list(
    `order id, order number, order name, order no, order, order number formatted, order reference, order ref,
    order identifier, order code, order key, amazon order id, web order id, external order id, platform order id,
    sales order, sales order id, sales order number, so number, increment id, sale id, sale number, sale reference,
    transaction id, transaction number, transaction reference, trans id, transaction, txn id, purchase id,
    purchase number, confirmation number, confirmation code, confirmation id, booking id, booking number,
    booking reference, reservation id, reservation number, job number, job id, work order, work order number,
    work order id, ticket number, ticket id, invoice number, invoice id, invoice, receipt number, receipt id,
    receipt no, check number, payment intent id, payment id, charge id, payment reference, project number, project id,
    contract number, contract id, appointment id, conversion id, reference number, reference id, name, id`,
  ),
  revenue: list(
    `order total, order total inc tax, order total incl tax, order total including tax, order total amount, grand total,
    grand total base, grand total purchased, total price, total, total revenue, total amount, order amount, order value,
    order revenue, order price, revenue, revenue amount, net revenue, gross revenue, sale amount, sales amount,
    sale total, sales total, total sale, total sales, sale value, sale price, amount paid, paid amount, total paid,
    total collected, amount collected, collected, purchase amount, purchase total, purchase value, purchase price,
    transaction amount, transaction total, transaction value, payment amount, amount charged, charge amount,
    conversion value, conversion amount, job amount, job total, job value, job revenue, invoice total, invoice amount,
    invoiced total, total invoiced, ticket total, contract amount, contract value, contract price, booking total,
    booking amount, total value, total spent, amount spent, spend, spent, amount, gross amount, gross sales,
    gross, net sales, net amount, net total, net, n revenue formatted, adjusted order total, order total ex tax,
    order total excl tax, order total excluding tax, order total amount refund, order net, sales, sale, item total,
    line total, order subtotal amount, order subtotal, subtotal inc tax, subtotal ex tax, subtotal, price, value`,
  ),
  'revenue.minus': list(
    `refunded amount, amount refunded, refund amount, total refunded, refunded total, total refund, total refunds,
    order refund amount, amount refund, refunded, refund, refunds, refund total, refund value, partial refunds,
    returned amount, return amount, amount returned, returns, total returned, chargeback amount`,
  ),
  'revenue.currency': list(
    `order currency code, order currency, currency, currency code, currency iso, currency iso code, iso currency,
    sale currency, payment currency, transaction currency, presentment currency, currency symbol`,
  ),
  eventDate: list(
    `event date, event time, event timestamp, conversion date, conversion time, order date, ordered at, ordered on,
    order date time, order placed at, order placed, placed at, date ordered, date of order, order created at,
    order created date, order created, order timestamp, purchase date, purchased at, purchased on, date purchased,
    date of purchase, purchase time, sale date, sales date, sold at, sold on, date sold, sold date, date of sale,
    transaction date, transaction date time, transaction timestamp, transaction at, date of transaction, txn date,
    paid at, paid date, paid on, date paid, payment date, paid time, completed at, completed on, completed date,
    completion date, date completed, job completed date, job completed, closed date, close date, closed at, closed on,
    date closed, closed won date, won date, created at, created date, create date, created on, created, creation date,
    date created, created time, date time, date, timestamp, time stamp, date and time, job date, job created date,
    job start date, job scheduled start date, scheduled start date, schedule start date, scheduled date, service date,
    date of service, install date, installed date, installation date, appointment date, visit date, booking date,
    booked at, booked on, date booked, reservation date, check in date, invoice date, invoiced date, date invoiced,
    invoice created, contract date, contract signed date, signed date, sign date, date signed, signup date,
    sign up date, enrolled date, enrollment date, processed at, processed date, process date, posted date,
    post date, charge date, settled at, settlement date, business date`,
  ),
  'eventDate.time': list(
    'time, time of day, time of sale, sale time, order time, transaction time, payment time, time of order',
  ),
  'eventDate.timezoneColumn': list('time zone, tz, zone, utc offset, time zone name, time zone offset'),
  couponCode: list(
    `coupon code, coupon, coupons, coupon codes, coupons used, coupon used, coupon name, coupon id, coupon number,
    coupon details, coupon items, promo code, promo codes, promo, promotion code, promotion codes, promotion, promotions,
    promotion id, promotion ids, discount code, discount codes, discount name, discount coupon, voucher code, voucher,
    vouchers, offer code, offer, campaign code, key code, mail code, mailer code, matchback code, match back code,
    match code, response code, tracking code, direct mail code, postcard code, qr code, source code, redemption code,
    applied coupon, applied coupons, applied discount code, gift or coupon code`,
  ),
  storeId: list(
    `store id, store number, store, store name, store code, shop id, shop, shop name, location id, location number,
    location, location name, location code, branch id, branch, branch number, branch name, branch code, site id, site,
    outlet, outlet id, outlet name, franchise id, franchise, franchise number, franchise name, franchisee, dealer id,
    dealer, dealership, office, office id, office name, territory, market, region id, business unit, division,
    purchase point, sales channel, channel id, channel name, restaurant, restaurant id, salon, clinic, showroom,
    warehouse, club id, gym`,
  ),
  customerId: list(
    `customer id, customer number, customer no, customer code, customer key, customer reference id, customer reference,
    customer user id, customer user, client id, client number, client code, user id, user number, buyer id,
    buyer user id, buyer username, shopper id, member id, member number, membership number, membership id, patient id,
    patient number, guest id, donor id, subscriber id, account id, account number, account code, consumer id,
    contact id, person id, household id, loyalty id, loyalty number, rewards number, profile id, customer guid,
    card holder id, policy number`,
  ),
  crmId: list(
    `crm id, crm contact id, crm record id, crm number, crm customer id, crm lead id, hubspot id, hubspot contact id,
    hub spot id, salesforce id, sales force id, salesforce contact id, zoho id, contact id, lead id, lead number,
    opportunity id, deal id, prospect id, record id`,
  ),
  uniqueId: list(
    'unique id, unique identifier, uuid, guid, unique key, row id, record guid, external id, letter id, mail piece id, id',
  ),
  type: list('conversion type'),
}

/** Names of columns that are about a person or household, after the words of `partySpellings` were taken off. */
export const personSpellings: { readonly [field: string]: readonly string[] } = {
  email: list(
    `email, email address, email addresses, emails, email id, email addr, email 1, email address 1, email primary,
    contact email address, receipt email, login email, email value, mail address, mail id`,
  ),
  secondEmail: list('email 2, email address 2, email secondary, email alternate, email alt, email other'),
  phone: list(
    `phone, phone number, phone no, telephone, telephone number, tel, tel number, tel no, mobile, mobile phone,
    mobile number, mobile phone number, cell, cell phone, cell phone number, cell number, cellular, phone 1,
    phone number 1, phone primary, telephone 1, phone mobile, phone cell, phone home, contact number, contact no,
    contact phone number, day phone, daytime phone, day time phone, sms, sms number, text number, phones,
    phone numbers, phone value, landline, whatsapp, whatsapp number`,
  ),
  secondPhone: list(
    `phone 2, phone number 2, telephone 2, phone secondary, phone alternate, phone alt, phone other, evening phone,
    phone work, phone ext 2, mobile 2, cell 2`,
  ),
  firstName: list(
    'first name, firstname, fname, f name, given name, first, forename, name first, first names, christian name',
  ),
  lastName: list('last name, lastname, lname, l name, surname, family name, last, name last, second name'),
  fullName: list(
    `full name, name, first and last name, first last name, last first name, last name first name, display name,
    name full, contact name, contact person, name on card, name on order, attention, attn, attention to, contact`,
  ),
  businessName: list(
    `business name, company, company name, business, organization, organisation, organization name, organisation name,
    organization company, org, org name, firm, firm name, employer, company or organization, company organization,
    corporation, dba, dba name, legal name, trading name, account name, account`,
  ),
  address1: list(
    `address 1, address line 1, street 1, street address 1, street line 1, line 1, addr 1, add 1, address 1 street,
    address street, street address, street, street name, street name and number, street and number, address line,
    address street 1, address street address, house address, house number and street, address`,
  ),
  address2: list(
    `address 2, address line 2, street 2, street address 2, street line 2, line 2, addr 2, add 2, apt, apartment, suite,
    apt suite, apt unit, apt number, apt suite unit, unit number, suite number, apartment number, apartment suite,
    apt or suite, suite apt, apartment suite unit, address extra, address additional, address street 2, address unit,
    address line 2 district neighborhood`,
  ),
  city: list('city, town, suburb, city town, town city, city name, locality, municipality, city suburb, city or town'),
  state: list(
    `state, province, state code, province code, state province, state or province, state region, state or region, region, region code,
    state province code, state abbreviation, state abbr, state name, province name, state province region,
    state province region county territory prefecture republic, state county, prov, st prov, administrative area,
    province state`,
  ),
  zipCode: list(
    `zip, zip code, zipcode, postal code, postcode, post code, postal, zip postal code, zip postal, postal zip,
    postal zip code, zip or postal code, postal code zip, zip 5, zip plus 4, zip 4, zip code 5, zip code postal,
    postal code zip code, pin code, zip number, zips`,
  ),
  country: list(
    'country, country code, country name, country iso, country iso code, country region, country iso 2, nation, country code v 2',
  ),
  fullAddress: list(
    `full address, address full, complete address, formatted address, address formatted, single line address,
    one line address, address one line, entire address, address complete, address text, address`,
  ),
}

/** A name for a person, by itself. */
export const personWords = list(
  `customer, client, buyer, purchaser, guest, patient, member, donor, subscriber, homeowner, home owner, cardholder,
  card holder, consumer, shopper, tenant, resident, insured, policy holder, recipient, addressee, bill to, ship to,
  sold to`,
)

/** Words before or after a person's field, by what they say of it. */
export const partySpellings = {
  /** Whose data it is, not which of several. */
  person: list(
    `customer, client, buyer, purchaser, contact, guest, patient, member, subscriber, donor, user, account, lead,
    homeowner, home owner, owner, tenant, resident, person, consumer, shopper, policy holder, insured, attendee,
    registrant, order, from, sender, payer, primary contact, main contact, customer details, contact details,
    contact info, profile, household, prospect, student, parent, applicant, borrower, primary applicant`,
  ),
  billing: list(
    `billing, billing details, billing address, billing info, bill to, bill, bill addr, invoice, invoicing, sold to,
    card, card holder, cardholder, credit card, payment, billing contact, billing customer, invoice address`,
  ),
  main: list(
    `primary, main, default, default address, mailing, mailing address, mail, mail to, mailed, home, home address,
    residence, residential, residential address, physical, physical address, permanent, current, current address,
    postal address, preferred, personal, legal, address, street address, primary address, main address,
    customer address, household address`,
  ),
  shipping: list(
    `shipping, shipping details, shipping address, shipping info, ship to, ship, delivery, delivery address,
    deliver to, deliver, recipient, destination, consignee, shipment, shipping contact, shipping customer, drop off`,
  ),
  service: list(
    `service, service address, service location, service property, service site, property, property address, job,
    job address, job site, jobsite, job location, work site, worksite, installation, installation address, install,
    install address, project, project address, project site, site, site address, premise, premises, appointment`,
  ),
  second: list(
    `secondary, secondary address, secondary contact, second, alternate, alternative, alt, other, other address,
    additional, work, business, office, company, co, spouse, backup`,
  ),
} as const

/** Names that are put together like a person's field and are none. */
export const otherMeanings = list(
  `user name, username, order state, job name, project name, property name, service name, site name, work name,
  service property name, order name first, order region, payment name, order country, shipment name, order company,
  order address, account state, account region, lead name source, service region, payment state, payment status,
  job region, project, order phone order, invoice state, card country, card issue country, order second`,
)
