import type { Example } from './guide-entry.js'

interface Outcome {
  readonly means: string
  readonly why: string
  readonly cure: string
  readonly example: Example
}

/** Codes that are no fault of the input: what LettrLabs said of a sale, or what earlier runs did with it. */
export const outcomesGuide = {
  refused: {
    means: 'LettrLabs took the request, but not this sale',
    why: 'The words beside it are LettrLabs’ own. It stays refused, and is not sent again as it is.',
    cure: 'Correct what LettrLabs complains of in `rejected.csv` and send that file; to try it again as it is: --retry-refused.',
    example: {
      kind: 'words',
      before: 'A sale with the words "primaryEmail is not a valid email address" in `rejected.csv`.',
      after: 'The same row with the right e-mail, sent with: npx lettr-convert upload rejected.csv',
    },
  },
  'in-doubt': {
    means: 'the sale was sent and no answer came back, so it may or may not have arrived',
    why: 'The line broke, or the server failed, after the sale had left. Without an order id a second copy would count as a second sale, so it is never sent again by itself.',
    cure: 'Settle it: npx lettr-convert resolve.',
    example: {
      kind: 'words',
      before: 'A request that ended with "the connection was closed" after it was sent.',
      after:
        'Sales with order ids are sent again by the next run; of the others somebody asks LettrLabs, and tells `resolve`.',
    },
  },
  unsent: {
    means: 'the sale is good and was not sent, because the run stopped before',
    why: 'The key was turned away, the limit of tries was reached, or somebody stopped the run.',
    cure: 'Run the same command again: what arrived is known and not sent twice.',
    example: {
      kind: 'words',
      before: 'A run that ended with "Incomplete: some sales were not sent" (exit code 5).',
      after: 'The same command again, which sends the rest.',
    },
  },
  'changed-since': {
    means: 'an earlier run delivered the sale, and the input says something else of it now',
    why: 'A refund, a corrected address or e-mail. LettrLabs has the old version, and it is not known whether a second one would replace it or count beside it.',
    cure: 'Leave it, or send it as it is now with --resend-changed (only with an order id).',
    example: {
      kind: 'words',
      before: 'Delivered with 420.00 on Monday; in Tuesday’s export it is 380.00 after a refund.',
      after: 'A row in `changed.csv` that says which fields differ.',
    },
  },
  'delivered-then-excluded': {
    means: 'an earlier run delivered the sale, and a rule leaves it out now',
    why: 'It was cancelled or refunded in the meantime, say. LettrLabs takes no sale back, so it still counts there.',
    cure: 'Tell LettrLabs if it should not count any more.',
    example: {
      kind: 'words',
      before:
        'Delivered as "paid" on Monday; in Tuesday’s export it is "refunded", which a rule under `records.keep` leaves out.',
      after: 'A row in `changed.csv`; nothing is sent.',
    },
  },
  api: {
    means: 'words of LettrLabs about the sale',
    why: 'In summary.json, a refusal or a warning in LettrLabs’ own words has this code: there is no fixed list of them.',
    cure: 'Do what the words say; the rows are in `rejected.csv`.',
    example: {
      kind: 'words',
      before: '"code": "api", "message": "The address could not be verified."',
      after: 'The row with a whole address.',
    },
  },
  rule: {
    means: 'a rule of the config, or a flag, left the sale out',
    why: 'In summary.json, what was left out on purpose has this code, and the rule as its words. It is part of the books, and needs no mending.',
    cure: 'There is nothing to do; if it should be sent, change the rule under "records" in the config.',
    example: {
      kind: 'words',
      before: '"code": "rule", "message": "\\"Financial Status\\" is not one of paid, partially_refunded"',
      after: 'Nothing, or a rule that names one more status.',
    },
  },
} as const satisfies { readonly [code: string]: Outcome }
