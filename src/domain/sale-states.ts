/** Spellings of states that are no sale, written into every rule on states: those of the coming nights are not seen yet. */
export const neverStates: readonly string[] =
  `Cancelled,Canceled,Cancelled by customer,Canceled by customer,Order cancelled,Order canceled,Void,Voided,Failed,
  Payment failed,Declined,Payment declined,Denied,Rejected,Refunded,Fully refunded,Returned,Chargeback,Charged back,
  Reversed,Unpaid,Not paid,Expired,Abandoned,Annulled,Deleted,Trash,Trashed,Draft,No show,Lost,Closed lost,
  payment_failed,fully_refunded,no_show`
    .split(',')
    .map((state) => state.trim())

/** What a state says of a sale by its words; `unknown` words say nothing for certain. */
export type StateMeaning = 'never' | 'sale' | 'unknown'

const noSale =
  /\b(?:cancell?(?:ed|ation)?|cancelation|void(?:ed)?|fail\w*|declin\w*|denied|reject\w*|refund\w*|returns?|returned|charged? ?backs?|revers(?:ed|al)|unpaid|unsuccessful|not (?:paid|sold|won|complete\w*)|expired|abandon\w*|annul\w*|delet\w*|trash\w*|drafts?|no ?show|(?:closed ?)?lost|fraud\w*|bounced|test)\b/
/** Words that turn those round: some of the sale stands, or it was not undone. */
const yetSale =
  /\bpart(?:ial|ially|ly)?\b|\bnot (?:yet )?(?:cancel|void|refund|return|revers|charged)|\bno (?:refund|return|charge)|\bnon ?refund|\b(?:refund|return|cancell?ation) (?:\w+ )?(?:request|pending|declin|denied|reject|fail)/
const sale =
  /\b(?:complet\w*|paid|fulfilled|unfulfilled|shipped|delivered|closed|done|succe\w+|approved|captured|settled|processed|processing|sold|(?:closed ?)?won|invoiced|confirmed|finished|finali[sz]ed|accepted|signed|booked|installed|picked up|received|authori[sz]ed|cleared|posted|active|ok|yes|checked (?:in|out)|billed|collected|ready|pending|on ?hold|open|new|in progress|scheduled)\b/

/** Judges a state by its words, whatever stands around them: `Payment Declined`, `canceled_by_user`. */
export function stateMeaning(value: string): StateMeaning {
  const words = wordsOf(value)
  if (yetSale.test(words)) return 'sale'
  if (noSale.test(words)) return 'never'
  return sale.test(words) ? 'sale' : 'unknown'
}

/** A deal is a sale once it is won, and on no step before. */
export const isWon = (value: string): boolean =>
  /\b(?:closed ?)?won\b/.test(wordsOf(value)) && stateMeaning(value) === 'sale'

/** A step on the way to a deal, as Salesforce and HubSpot call them by default, or its loss. */
export const isDealStep = (value: string): boolean =>
  /\b(?:(?:closed ?)?lost|prospecting|qualification|qualified ?to ?buy|needs ?analysis|value ?proposition|decision ?makers?|perception ?analysis|proposal|price ?quote|negotiation|appointment ?scheduled|presentation ?scheduled|contract ?sent)\b/.test(
    wordsOf(value),
  )

/** Kinds of records that bring money back or move it, in a column that tells sales from them. */
export const neverTypes: readonly string[] =
  `Refund,Refunds,Partial refund,Full refund,Payment refund,Return,Returns,Void,Voided,Declined,Failed,Cancelled,
  Canceled,Cancellation,Chargeback,Dispute,Reversal,Credit,Credit note,Credit memo,Payout,Fee,Withdrawal`
    .split(',')
    .map((type) => type.trim())

const backTypes =
  /^(?:(?:partial|full|payment|sale|order|card|customer|item|line)s? )*(?:refund|refunded|return|returned|void|voided|declined|failed|cancell?ed|cancell?ation|charge ?back|dispute|reversal|credit|credit note|credit memo|payout|fee|withdrawal)s?(?: (?:order|payment|sale|transaction|line|item))?$/
const saleTypes = /^(?:(?:order|card|online|payment)s? )*(?:sale|purchase|charge|payment|order|capture)s?$/

/** The same for a column that only calls itself a type: it tells sales from other records when its words are these. */
export function typeMeaning(value: string): StateMeaning {
  const words = wordsOf(value)
  if (backTypes.test(words)) return 'never'
  return saleTypes.test(words) ? 'sale' : 'unknown'
}

/** Words in lower case without accents, parted by single blanks. */
export function wordsOf(value: string): string {
  return value
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/(\p{Ll})(?=\p{Lu})/gu, '$1 ')
    .toLowerCase()
    .replace(/[^\p{L}]+/gu, ' ')
    .trim()
}
