import type { Guide } from './guide-entry.js'

/** Money, dates and texts. */
export const valuesGuide = {
  'missing-revenue': {
    severity: 'error',
    why: 'The amount column is empty. In an export with several rows per order this also happens when the rows are not grouped: see `records.group`.',
    example: {
      kind: 'csv',
      header: 'orderId,eventDate,revenue,primaryEmail',
      before: ['W-301,2026-10-12T15:04:00Z,,bea@example.com'],
      after: ['W-301,2026-10-12T15:04:00Z,420.00,bea@example.com'],
    },
  },
  'unreadable-revenue': {
    severity: 'error',
    why: 'A letter among the digits (here the letter O for a zero), a word, or an unusual way to write numbers. Money is never guessed. Cells such as `$1,234.56`, `(33.62)` or `1.234,56` are understood.',
    example: {
      kind: 'csv',
      header: 'orderId,eventDate,revenue,primaryEmail',
      before: ['W-301,2026-10-12T15:04:00Z,31O.00,bea@example.com'],
      after: ['W-301,2026-10-12T15:04:00Z,310.00,bea@example.com'],
    },
  },
  'negative-revenue': {
    severity: 'error',
    why: 'A refund, or a sale of which more was given back than was paid. LettrLabs takes no negative amounts.',
    example: {
      kind: 'csv',
      header: 'orderId,eventDate,revenue,primaryEmail',
      before: ['W-301,2026-10-12T15:04:00Z,-420.00,bea@example.com'],
      after: 'The row deleted, or left out by a rule: "records": { "rows": [{ "column": "revenue", "atLeast": 0 }] }.',
    },
  },
  'missing-date': {
    severity: 'error',
    why: 'Without a date LettrLabs would date the sale to the moment it arrives, so an old sale would count as new. Therefore a date is required unless the config says otherwise.',
    example: {
      kind: 'csv',
      header: 'orderId,eventDate,revenue,primaryEmail',
      before: ['W-301,,420.00,bea@example.com'],
      after: ['W-301,2026-10-12T15:04:00Z,420.00,bea@example.com'],
    },
  },
  'unreadable-date': {
    severity: 'error',
    why: 'The text is no date, a day that does not exist (February 30), or written in a way that has to be named with `format`.',
    example: {
      kind: 'csv',
      header: 'orderId,eventDate,revenue,primaryEmail',
      before: ['W-301,last Tuesday,420.00,bea@example.com'],
      after: ['W-301,2026-10-12T15:04:00Z,420.00,bea@example.com'],
    },
  },
  'future-date': {
    severity: 'warning',
    why: 'Day and month may be exchanged, or the year mistyped. The sale is sent as it is.',
    example: {
      kind: 'csv',
      header: 'orderId,eventDate,revenue,primaryEmail',
      before: ['W-301,2096-10-12T15:04:00Z,420.00,bea@example.com'],
      after: ['W-301,2026-10-12T15:04:00Z,420.00,bea@example.com'],
    },
  },
  'old-date': {
    severity: 'warning',
    why: 'Perhaps the export holds everything since the shop was opened, or the year is mistyped. The sale is sent as it is.',
    example: {
      kind: 'csv',
      header: 'orderId,eventDate,revenue,primaryEmail',
      before: ['W-301,2016-10-12T15:04:00Z,420.00,bea@example.com'],
      after: ['W-301,2026-10-12T15:04:00Z,420.00,bea@example.com'],
    },
  },
  'shifted-date': {
    severity: 'warning',
    why: 'In Denver clocks went from 2:00 to 3:00 that night, so 2:30 never was. It is sent as 3:30.',
    example: {
      kind: 'csv',
      header: 'orderId,eventDate,revenue,primaryEmail',
      before: ['W-301,2026-03-08 02:30:00,420.00,bea@example.com'],
      after: ['W-301,2026-03-08 02:30:00 -0700,420.00,bea@example.com'],
      config: {
        version: 1,
        input: { timezone: 'America/Denver' },
        fields: { orderId: 'orderId', revenue: 'revenue', eventDate: 'eventDate', primaryEmail: 'primaryEmail' },
      },
    },
  },
  'doubled-date': {
    severity: 'warning',
    why: 'In Denver clocks went back from 2:00 to 1:00 that night, so 1:30 came twice. The first of the two is sent.',
    example: {
      kind: 'csv',
      header: 'orderId,eventDate,revenue,primaryEmail',
      before: ['W-301,2025-11-02 01:30:00,420.00,bea@example.com'],
      after: ['W-301,2025-11-02 01:30:00 -0700,420.00,bea@example.com'],
      config: {
        version: 1,
        input: { timezone: 'America/Denver' },
        fields: { orderId: 'orderId', revenue: 'revenue', eventDate: 'eventDate', primaryEmail: 'primaryEmail' },
      },
    },
  },
  'too-long': {
    severity: 'either',
    why: 'LettrLabs takes up to 255 characters of a text and 20 of a phone number. Often two columns were exchanged, and a note stands where a name should be.',
    example: {
      kind: 'csv',
      header: 'orderId,eventDate,revenue,primaryEmail,fullName',
      before: [
        'W-301,2026-10-12T15:04:00Z,420.00,bea@example.com,Bea Holloway of the Society for the Preservation of Long Names and Other Things Bea Holloway of the Society for the Preservation of Long Names and Other Things Bea Holloway of the Society for the Preservation of Long Names and Other Things Bea Holloway of the Society for the Preservation of Long Names and Other Things',
      ],
      after: ['W-301,2026-10-12T15:04:00Z,420.00,bea@example.com,Bea Holloway'],
    },
  },
} as const satisfies { readonly [code: string]: Guide }
