import type { Guide } from './guide-entry.js'

/** Sales as a whole, and what other rows say of them. */
export const salesGuide = {
  'totals-row': {
    severity: 'error',
    why: 'Reports end with lines such as "Total", "Grand Total" or "Total for Acme Roofing". Sent as a sale, such a line would count all the money a second time. Only rows that name nobody (no e-mail, phone, address or coupon of their own) are taken for one.',
    example: {
      kind: 'csv',
      header: 'orderId,eventDate,revenue,primaryEmail',
      before: ['W-301,2026-10-12T15:04:00Z,420.00,bea@example.com', 'Grand Total,,420.00,'],
      after: ['W-301,2026-10-12T15:04:00Z,420.00,bea@example.com'],
    },
  },
  'test-order': {
    severity: 'warning',
    why: 'Somebody tried out the shop: the name is "Test Test" or the like, the e-mail test@test.com, the order id TEST-1. The sale is sent as it is unless it is left out, and then counts as money that nobody paid.',
    example: {
      kind: 'csv',
      header: 'orderId,eventDate,revenue,primaryEmail,fullName',
      before: ['W-301,2026-10-12T15:04:00Z,420.00,bea@example.com,Test Test'],
      after:
        'The row deleted, or left out by a rule: "records": { "keep": [{ "column": "fullName", "notIn": ["test test"] }] }.',
    },
  },
  'missing-order-id': {
    severity: 'either',
    why: 'LettrLabs recognises a repeated sale by its order id. Without one each time it is sent counts as a new sale. A warning by default; `"checks": { "orderId": "required" }` makes it an error.',
    example: {
      kind: 'csv',
      header: 'orderId,eventDate,revenue,primaryEmail',
      before: [',2026-10-12T15:04:00Z,420.00,bea@example.com'],
      after: ['W-301,2026-10-12T15:04:00Z,420.00,bea@example.com'],
    },
  },
  'conflicting-rows': {
    severity: 'error',
    why: 'Rows are grouped into sales, and two rows of one sale give different amounts, e-mail addresses or, unless amounts are added up, dates a day or more apart. Either one is wrong, or they are lines that must be added up, or they are different sales: orders of two shops with the same number, say, or a column that names the customer and not the order.',
    example: {
      kind: 'csv',
      header: 'order,date,amount,email',
      before: ['W-301,2026-10-12T15:04:00Z,420.00,bea@example.com', 'W-301,2026-10-12T15:04:00Z,18.00,bea@example.com'],
      after: 'The same rows with "records": { "group": { "by": "order", "sum": "amount" } }: one sale of 438.00.',
      config: {
        version: 1,
        records: { group: { by: 'order' } },
        fields: { orderId: 'order', revenue: 'amount', eventDate: 'date', primaryEmail: 'email' },
      },
    },
  },
  'broken-neighbour': {
    severity: 'error',
    why: 'Amounts of several rows are added up, and the row before or after this sale could not be read. If it belongs to this sale, the sum would be too low.',
    example: {
      kind: 'csv',
      header: 'order,date,amount,email',
      before: [
        'W-301,2026-10-12T15:04:00Z,420.00,bea@example.com',
        'W-301,2026-10-12T15:04:00Z,$1,149.00,bea@example.com',
      ],
      after: [
        'W-301,2026-10-12T15:04:00Z,420.00,bea@example.com',
        'W-301,2026-10-12T15:04:00Z,"$1,149.00",bea@example.com',
      ],
      config: {
        version: 1,
        records: { group: { by: 'order', sum: 'amount' } },
        fields: { orderId: 'order', revenue: 'amount', eventDate: 'date', primaryEmail: 'email' },
      },
    },
  },
  'duplicate-order': {
    severity: 'error',
    why: 'Which of the two is right can’t be known, so both are rejected and each names the other. If they are the same in everything that would be sent, the second is left out without complaint.',
    example: {
      kind: 'csv',
      header: 'orderId,eventDate,revenue,primaryEmail',
      before: ['W-301,2026-10-12T15:04:00Z,420.00,bea@example.com', 'W-301,2026-10-12T15:04:00Z,18.00,bea@example.com'],
      after: ['W-301,2026-10-12T15:04:00Z,420.00,bea@example.com', 'W-302,2026-10-12T15:04:00Z,18.00,bea@example.com'],
    },
  },
  'reused-order-id': {
    severity: 'error',
    why: 'A sale with this order id was delivered, by the same mapping, and neither its date nor its amount nor its e-mail, phone number, coupon or address is as it was. A correction leaves one of them alone, so this is another sale: receipt numbers have started again, say, or another shop’s export came in. LettrLabs would take it for the first one, and the money would be missing.',
    example: {
      kind: 'words',
      before:
        'In March order 1001 was a sale of 420.00 to bea@example.com. Since January the till counts from 1 again, and now order 1001 is one of 18.00 to cam@example.com.',
      after: 'The same sale with the order id 2027-1001, by "orderId": { "column": "order", "prefix": "2027-" }.',
    },
  },
  'looks-corrected': {
    severity: 'error',
    why: 'Only sales without order id are judged so. Somebody may have corrected an e-mail in the shop, and then sending the sale would count it twice; or two customers bought at the same price on the same day, and then not sending it would lose a sale. A person can tell; `rejected.csv` is the place to say it.',
    example: {
      kind: 'words',
      before:
        'Yesterday’s export held a sale of 420.00 of 12 October to bea@exmaple.com; today’s holds one of the same day and amount to bea@example.com, and the other is gone.',
      after: 'The row deleted, when it is the correction; else the row as it is, sent from `rejected.csv`.',
    },
  },
  'changed-by-spreadsheet': {
    severity: 'error',
    why: 'Only files that this tool wrote are judged so, such as `rejected.csv`. Spreadsheets turn `00123` into `123`, a long order id into `4.08E+15`, `1-2` into `2-Jan`, and write dates in the order of their own country. The tool puts an apostrophe before such values, which keeps them as they are; where it is missing, the value was typed or rewritten, and an order id that lost zeros, a date with day and month perhaps the other way round, `1.250`, or an amount that lost its decimal sign is not sent.',
    example: {
      kind: 'words',
      before:
        "In `rejected.csv` the order id `'00123` stood, and without its apostrophe the spreadsheet has made it 123.",
      after: "The order id as `'00123` again.",
    },
  },
  'changed-rows': {
    severity: 'error',
    why: 'Only files that this tool wrote are judged so. A rejected sale comes with all its rows, the reason beside the first of them. Where amounts are added up, a sale that has lost one of its rows would be sent with too little money; and two orders whose ids a spreadsheet has made alike would be sent as one.',
    example: {
      kind: 'words',
      before: 'In `rejected.csv` an order had three rows, and somebody deleted the two that showed no reason.',
      after: 'All three rows, or, if the one is meant, an empty lettr_identity in it.',
    },
  },
} as const satisfies { readonly [code: string]: Guide }
