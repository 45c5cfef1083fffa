import type { Guide } from './guide-entry.js'

/** Who bought: names, e-mails, phones, addresses. */
export const peopleGuide = {
  'no-identifier': {
    severity: 'error',
    why: 'LettrLabs matches a sale to the mail it sent by e-mail, phone, address or coupon code. A name alone is not enough, and neither is an order or customer id. A till sale without customer data looks like this.',
    example: {
      kind: 'csv',
      header: 'orderId,eventDate,revenue,fullName,primaryEmail',
      before: ['W-301,2026-10-12T15:04:00Z,420.00,Bea Holloway,'],
      after: ['W-301,2026-10-12T15:04:00Z,420.00,Bea Holloway,bea@example.com'],
    },
  },
  'bad-email': {
    severity: 'either',
    why: 'There must be exactly one @ with something on both sides, and only one address. When another identifier remains (here the phone), the e-mail is left out and the sale is sent, with a warning; `"checks": { "badIdentifier": "reject" }` rejects it instead.',
    example: {
      kind: 'csv',
      header: 'orderId,eventDate,revenue,primaryEmail,primaryPhoneNumber',
      before: ['W-301,2026-10-12T15:04:00Z,420.00,bea@@example.com,(720) 555-0121'],
      after: ['W-301,2026-10-12T15:04:00Z,420.00,bea@example.com,(720) 555-0121'],
    },
  },
  'odd-email': {
    severity: 'warning',
    why: 'An address without a dot after the @, or with blanks or brackets in it. It is sent as it is.',
    example: {
      kind: 'csv',
      header: 'orderId,eventDate,revenue,primaryEmail',
      before: ['W-301,2026-10-12T15:04:00Z,420.00,bea@example'],
      after: ['W-301,2026-10-12T15:04:00Z,420.00,bea@example.com'],
    },
  },
  'bad-phone': {
    severity: 'either',
    why: 'Too short, too long, letters in it, or one digit over and over. Here the area code is missing. When another identifier remains, the number is left out and the sale is sent, with a warning.',
    example: {
      kind: 'csv',
      header: 'orderId,eventDate,revenue,primaryEmail,primaryPhoneNumber',
      before: ['W-301,2026-10-12T15:04:00Z,420.00,bea@example.com,555-0121'],
      after: ['W-301,2026-10-12T15:04:00Z,420.00,bea@example.com,(720) 555-0121'],
    },
  },
  'bad-state': {
    severity: 'warning',
    why: 'The state is sent as it is, but the address will hardly match. Full names such as `Colorado` are understood.',
    example: {
      kind: 'csv',
      header:
        'orderId,eventDate,revenue,primaryEmail,primaryAddress.address1,primaryAddress.city,primaryAddress.state,primaryAddress.zipCode',
      before: ['W-301,2026-10-12T15:04:00Z,420.00,bea@example.com,98 Summit View Dr,Aurora,Colorodo,80016'],
      after: ['W-301,2026-10-12T15:04:00Z,420.00,bea@example.com,98 Summit View Dr,Aurora,CO,80016'],
    },
  },
  'bad-zip': {
    severity: 'warning',
    why: 'The code is sent as it is, but the address will hardly match.',
    example: {
      kind: 'csv',
      header:
        'orderId,eventDate,revenue,primaryEmail,primaryAddress.address1,primaryAddress.city,primaryAddress.state,primaryAddress.zipCode',
      before: ['W-301,2026-10-12T15:04:00Z,420.00,bea@example.com,98 Summit View Dr,Aurora,CO,8OO16'],
      after: ['W-301,2026-10-12T15:04:00Z,420.00,bea@example.com,98 Summit View Dr,Aurora,CO,80016'],
    },
  },
  'padded-zip': {
    severity: 'warning',
    why: 'Spreadsheets drop the zero of ZIP codes in New England and New Jersey. It is put back when the country is the United States or not given.',
    example: {
      kind: 'csv',
      header:
        'orderId,eventDate,revenue,primaryEmail,primaryAddress.address1,primaryAddress.city,primaryAddress.state,primaryAddress.zipCode',
      before: ['W-301,2026-10-12T15:04:00Z,420.00,bea@example.com,15 Pine St,Providence,RI,2906'],
      after: ['W-301,2026-10-12T15:04:00Z,420.00,bea@example.com,15 Pine St,Providence,RI,02906'],
    },
  },
  'incomplete-address': {
    severity: 'warning',
    why: 'The sale is sent, because another identifier remains, but its address can’t be matched. Without another identifier it is rejected with `no-identifier`.',
    example: {
      kind: 'csv',
      header:
        'orderId,eventDate,revenue,primaryEmail,primaryAddress.address1,primaryAddress.city,primaryAddress.state,primaryAddress.zipCode',
      before: ['W-301,2026-10-12T15:04:00Z,420.00,bea@example.com,98 Summit View Dr,Aurora,CO,'],
      after: ['W-301,2026-10-12T15:04:00Z,420.00,bea@example.com,98 Summit View Dr,Aurora,CO,80016'],
    },
  },
  'card-number': {
    severity: 'warning',
    why: 'A warning, but `upload` stops with exit code 7 before anything is sent: LettrLabs has no use for such a number. It is one by its first digits, its length and its check digit; ids, amounts and phones are never looked at. Its value is never shown.',
    example: {
      kind: 'csv',
      header: 'orderId,eventDate,revenue,primaryEmail,fullName',
      before: ['W-301,2026-10-12T15:04:00Z,420.00,bea@example.com,Bea Long 4111 1111 1111 1111'],
      after: ['W-301,2026-10-12T15:04:00Z,420.00,bea@example.com,Bea Long'],
    },
  },
  'social-security-number': {
    severity: 'warning',
    why: 'A warning, but `upload` stops with exit code 7 before anything is sent. Only numbers with hyphens are found, of the form that is given out. The value is never shown.',
    example: {
      kind: 'csv',
      header: 'orderId,eventDate,revenue,primaryEmail,couponCode',
      before: ['W-301,2026-10-12T15:04:00Z,420.00,bea@example.com,219-09-9999'],
      after: ['W-301,2026-10-12T15:04:00Z,420.00,bea@example.com,SPRING'],
    },
  },
  mojibake: {
    severity: 'warning',
    why: 'Somewhere on its way the text was taken for another encoding: é became Ã©, an apostrophe â€™, a blank Â, or a letter was replaced by �. The sale is sent as it is, but such a name or street will hardly match.',
    example: {
      kind: 'csv',
      header: 'orderId,eventDate,revenue,primaryEmail,lastName',
      before: ['W-301,2026-10-12T15:04:00Z,420.00,bea@example.com,NuÃ±ez'],
      after: ['W-301,2026-10-12T15:04:00Z,420.00,bea@example.com,Nuñez'],
    },
  },
  'relay-email': {
    severity: 'warning',
    why: 'Marketplaces and mail services (Amazon, eBay, Walmart, Apple’s Hide My Email) give each buyer an address of their own that only passes mail on. It is sent as it is, but nobody on a mailing list has it, so it hardly ever matches.',
    example: {
      kind: 'csv',
      header: 'orderId,eventDate,revenue,primaryEmail,primaryPhoneNumber',
      before: ['W-301,2026-10-12T15:04:00Z,420.00,k2j3h4m5@marketplace.amazon.com,'],
      after: ['W-301,2026-10-12T15:04:00Z,420.00,,(720) 555-0121'],
    },
  },
  'hashed-email': {
    severity: 'either',
    why: 'Advertising tools export MD5 or SHA-256 digests (32, 40 or 64 hexadecimal digits) in the place of addresses. LettrLabs compares addresses, so the hash is left out; without another identifier the sale is not sent.',
    example: {
      kind: 'csv',
      header: 'orderId,eventDate,revenue,primaryEmail,primaryPhoneNumber',
      before: ['W-301,2026-10-12T15:04:00Z,420.00,d41d8cd98f00b204e9800998ecf8427e,(720) 555-0121'],
      after: ['W-301,2026-10-12T15:04:00Z,420.00,bea@example.com,(720) 555-0121'],
    },
  },
  'several-emails': {
    severity: 'either',
    why: 'LettrLabs takes one address a field, and which of them is the buyer’s can’t be known. When another identifier remains (here the phone), the cell is left out and the sale is sent, with a warning.',
    example: {
      kind: 'csv',
      header: 'orderId,eventDate,revenue,primaryEmail,primaryPhoneNumber,secondaryEmail',
      before: ['W-301,2026-10-12T15:04:00Z,420.00,bea@example.com; shop@example.com,(720) 555-0121,'],
      after: ['W-301,2026-10-12T15:04:00Z,420.00,bea@example.com,(720) 555-0121,shop@example.com'],
    },
  },
  'zip-state-mismatch': {
    severity: 'warning',
    why: 'The first three digits of a ZIP code tell its state; those that reach over a border pass. Here 80016 is in Colorado. A digit was mistyped, or the state comes from another address. It is sent as it is.',
    example: {
      kind: 'csv',
      header:
        'orderId,eventDate,revenue,primaryEmail,primaryAddress.address1,primaryAddress.city,primaryAddress.state,primaryAddress.zipCode',
      before: ['W-301,2026-10-12T15:04:00Z,420.00,bea@example.com,98 Summit View Dr,Aurora,NY,80016'],
      after: ['W-301,2026-10-12T15:04:00Z,420.00,bea@example.com,98 Summit View Dr,Aurora,CO,80016'],
    },
  },
} as const satisfies { readonly [code: string]: Guide }
