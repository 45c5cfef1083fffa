import type { Guide } from './guide-entry.js'

/** Rows that can't be read, or whose values can't be taken. */
export const rowsGuide = {
  'short-row': {
    severity: 'error',
    why: 'The row ends too early: a column was left out, or a line break inside a text cut it in two. Without knowing which value is missing, none of the others can be trusted.',
    example: {
      kind: 'csv',
      header: 'orderId,eventDate,revenue,primaryEmail',
      before: ['W-301,2026-10-12T15:04:00Z,420.00'],
      after: ['W-301,2026-10-12T15:04:00Z,420.00,bea@example.com'],
    },
  },
  'long-row': {
    severity: 'error',
    why: 'A value holds a comma without quotes around it, so everything after it slides one column to the right. Here the amount would become 1 dollar; therefore the row is rejected. In `rejected.csv` put `1149.00` under `revenue` and move the rest back under its own column.',
    example: {
      kind: 'csv',
      header: 'orderId,eventDate,revenue,primaryEmail',
      before: ['W-301,2026-10-12T15:04:00Z,$1,149.00,bea@example.com'],
      after: ['W-301,2026-10-12T15:04:00Z,1149.00,bea@example.com'],
    },
  },
  'unclosed-quote': {
    severity: 'error',
    why: 'Everything from the lone quotation mark to the next one was read as one value, whole sales among it. All lines that were swallowed are in `rejected.csv`, each on a line of its own.',
    example: {
      kind: 'csv',
      header: 'orderId,eventDate,revenue,primaryEmail,fullName',
      before: [
        'W-301,2026-10-12T15:04:00Z,420.00,bea@example.com,"Bea Holloway',
        'W-302,2026-10-12T15:04:00Z,118.00,carl@example.com,Carl Jensen',
        'W-303,2026-10-12T15:04:00Z,26.50,dora@example.com,"Dora" Quist',
      ],
      after: [
        'W-301,2026-10-12T15:04:00Z,420.00,bea@example.com,Bea Holloway',
        'W-302,2026-10-12T15:04:00Z,118.00,carl@example.com,Carl Jensen',
        'W-303,2026-10-12T15:04:00Z,26.50,dora@example.com,Dora Quist',
      ],
    },
  },
  'bad-json': {
    severity: 'error',
    why: 'A comma too many, a missing quotation mark, or a line that was cut off. Only this record is rejected.',
    example: {
      kind: 'ndjson',
      before: ['{"orderId": "W-301", "revenue": 420.00,}'],
      after: [
        '{"orderId": "W-301", "eventDate": "2026-10-12T15:04:00Z", "revenue": 420.00, "primaryEmail": "bea@example.com"}',
      ],
    },
  },
  'not-an-object': {
    severity: 'error',
    why: 'A lone text, a number or a list stands where a record should be.',
    example: {
      kind: 'ndjson',
      before: ['"W-301"'],
      after: [
        '{"orderId": "W-301", "eventDate": "2026-10-12T15:04:00Z", "revenue": 420.00, "primaryEmail": "bea@example.com"}',
      ],
    },
  },
  'too-large': {
    severity: 'error',
    why: 'Such a record is nearly always the sign of something else: a quotation mark that never closes, or a column with whole documents in it.',
    example: {
      kind: 'words',
      before: 'A single row in which one cell holds a scanned invoice as text.',
      after: 'The export without that column.',
    },
  },
  'too-many-columns': {
    severity: 'error',
    why: 'An export of orders has a hundred columns at most. More than 2,000 mean a wrong delimiter or a file that is turned on its side.',
    example: {
      kind: 'words',
      before: 'A header of 2,500 names, one for each customer.',
      after: 'One row for each sale, with the columns that the config names.',
    },
  },
  'bad-text': {
    severity: 'error',
    why: 'An earlier tool cut the text in the middle of a character, an emoji most often. LettrLabs could not store it.',
    example: {
      kind: 'ndjson',
      before: [
        '{"orderId": "W-301", "eventDate": "2026-10-12T15:04:00Z", "revenue": 420, "primaryEmail": "bea@example.com", "fullName": "Bea \\ud83d"}',
      ],
      after: [
        '{"orderId": "W-301", "eventDate": "2026-10-12T15:04:00Z", "revenue": 420, "primaryEmail": "bea@example.com", "fullName": "Bea"}',
      ],
    },
  },
  'unsafe-number': {
    severity: 'error',
    why: 'Most programs keep numbers exact only up to 9007199254740991; this id would silently become that of another order.',
    example: {
      kind: 'ndjson',
      before: [
        '{"orderId": 9007199254740993, "eventDate": "2026-10-12T15:04:00Z", "revenue": 420, "primaryEmail": "bea@example.com"}',
      ],
      after: [
        '{"orderId": "9007199254740993", "eventDate": "2026-10-12T15:04:00Z", "revenue": 420, "primaryEmail": "bea@example.com"}',
      ],
    },
  },
  'not-a-value': {
    severity: 'error',
    why: 'The field is mapped to a part of the record that has parts of its own. Here the path would be `crmId.id`.',
    example: {
      kind: 'ndjson',
      before: [
        '{"orderId": "W-301", "eventDate": "2026-10-12T15:04:00Z", "revenue": 420, "primaryEmail": "bea@example.com", "crmId": {"id": "7"}}',
      ],
      after: [
        '{"orderId": "W-301", "eventDate": "2026-10-12T15:04:00Z", "revenue": 420, "primaryEmail": "bea@example.com", "crmId": "7"}',
      ],
    },
  },
  'spreadsheet-error': {
    severity: 'either',
    why: 'A formula failed (#REF!, #N/A, #VALUE!, #DIV/0!, #NAME?), or the column was too narrow for its number (########), and the export holds that instead of the value. A sale without its order id, amount or date is not sent; of names and further ids the cell is left out, as is an e-mail, phone or address when another identifier remains.',
    example: {
      kind: 'csv',
      header: 'orderId,eventDate,revenue,primaryEmail',
      before: ['W-301,2026-10-12T15:04:00Z,#REF!,bea@example.com'],
      after: ['W-301,2026-10-12T15:04:00Z,420.00,bea@example.com'],
    },
  },
  'damaged-id': {
    severity: 'either',
    why: 'Long ids that a spreadsheet takes for numbers are shown, and saved, as 4.08E+15: two orders may share what is left, so a sale with such an order id is not sent. A damaged uniqueId, crmId or customerId is only left out.',
    example: {
      kind: 'csv',
      header: 'orderId,eventDate,revenue,primaryEmail',
      before: ['4.08E+15,2026-10-12T15:04:00Z,420.00,bea@example.com'],
      after: ['4081532670918245,2026-10-12T15:04:00Z,420.00,bea@example.com'],
    },
  },
} as const satisfies { readonly [code: string]: Guide }
