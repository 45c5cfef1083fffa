import { clean } from '../domain/clean.js'
import { columnsMeaning } from '../domain/column-synonyms.js'
import { spentSoFar } from '../domain/doubtful-amount.js'
import { foldColumn, withArticle } from '../domain/preset.js'
import type { Given, Proposal } from '../domain/proposal.js'
import { looksLikeEmail } from '../domain/value-kinds.js'
import { UserError } from '../exit.js'
import type { Looked } from './init-look.js'

/** Throws the advice for an export that LettrLabs can't match, unless columns were added to it that help; `again` writes a config all the same. */
export function refuseUnmatchable(path: string, { found, header }: Looked, again: string): void {
  if (found?.kind !== 'sure' || found.known.kind !== 'unmatchable') return
  const { title, advice, unless } = found.known
  const columns = new Set(header.map(foldColumn))
  if (unless.some((name) => columns.has(foldColumn(name)))) return
  throw new UserError(
    `${clean(path, 200)}: this is ${withArticle(title)}. ${advice}`,
    `No config was written. If your file has columns that tell who bought all the same, write one from its columns: ${again}`,
  )
}

/** Throws the advice for a list of customers, in which what each has spent so far would pass for one sale. */
export function refuseCustomers(path: string, { fitted, first }: Looked, { columns }: Given, again: string): void {
  const spent = fitted === undefined && !columns.has('revenue') ? spentSoFar(first) : undefined
  if (spent === undefined) return
  throw new UserError(
    `${clean(path, 200)}: this looks like a list of customers, not of sales: "${clean(spent, 60)}" sums up all that a customer has bought so far.`,
    `No config was written. Export the orders instead, one line or several for each sale. If each line is one sale all the same: ${again}`,
  )
}

/** Why no config is written for sales that nobody can be found for, and what the export needs. */
export function tellsNobody(path: string, { fitted, first }: Looked, { fields }: Proposal): UserError {
  const empty = identifiers
    .flatMap((field) => columnsMeaning(field, first.names))
    .filter((name) => first.filled(name) === 0)
  const near = nearlyAddress.flatMap((field) => columnsMeaning(field, first.names))
  const mails = (fitted === undefined ? first.names : []).filter((name) => first.share(name, looksLikeEmail) >= 0.8)
  const what = fitted === undefined ? '' : `this is ${withArticle(fitted.preset.title)}, but `
  const lines = [
    `${clean(path, 200)}: ${what}nothing in its columns tells LettrLabs whom a sale is about: no e-mail address, phone number, whole address (street, city, state, ZIP) or coupon code.`,
    ...(empty.length === 0
      ? []
      : [`${listed(empty)} would, but nothing stands in ${empty.length === 1 ? 'it' : 'them'}.`]),
    ...(mails.length === 0
      ? []
      : [
          `${listed(mails)} holds e-mail addresses; if they are the customers': --map primaryEmail="${clean(mails[0] ?? '', 60)}"`,
        ]),
    ...(near.length === 0 ? [] : [`What it has (${listed(near)}) is not enough.`]),
  ]
  const usual = 'Export again with the e-mail, the phone number or the whole address of the customer.'
  const again = fitted?.preset.exportAgain ?? usual
  const map =
    fields.primaryEmail === undefined
      ? ' If such a column is there under another name, name it: --map primaryEmail="NAME".'
      : ''
  return new UserError(lines.join('\n'), `No config was written. ${again}${map}`)
}

const identifiers = ['primaryEmail', 'primaryPhoneNumber', 'primaryAddress.address1', 'couponCode']
const nearlyAddress = [
  'fullName',
  'firstName',
  'lastName',
  'primaryAddress.city',
  'primaryAddress.state',
  'primaryAddress.zipCode',
]

function listed(names: readonly string[]): string {
  return [...new Set(names)].map((name) => `"${clean(name, 60)}"`).join(', ')
}
