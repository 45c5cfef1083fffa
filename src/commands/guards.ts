import { type Config, configName } from '../config/load.js'
import { defaultBaseUrl } from '../config/settings.js'
import { clean } from '../domain/clean.js'
import type { Sensitive } from '../domain/sensitive.js'
import { exitCodes, UserError } from '../exit.js'
import { type Job, shellWord } from './job.js'
import type { Run } from './run.js'

const fewSales = 100

/** The reason why this many rejects stop the run before anything is sent; undefined when they don't. */
export function rejectGuard(run: Run): UserError | undefined {
  const limit = run.job.settings.maxRejects
  if (limit.value === undefined || run.prepared.files.some((file) => file.ours)) return undefined
  const rejected = run.tally.place('rejected').sales
  const judged = rejected + run.tally.fresh + run.tally.place('known').sales
  const text = limit.value.kind === 'count' ? `${limit.value.n}` : `${limit.value.percent}%`
  const over =
    limit.value.kind === 'count'
      ? rejected > limit.value.n
      : judged >= fewSales && rejected * 100 > limit.value.percent * judged
  if (!over) return undefined
  return new UserError(
    `${rejected.toLocaleString('en-US')} of ${judged.toLocaleString('en-US')} sales were rejected, more than the limit of ${text} (${limit.from}).`,
    'Nothing was sent. Look at the rejects; to send all the same, raise --max-rejects.',
    exitCodes.guard,
  )
}

const sensitive: readonly string[] = ['card-number', 'social-security-number'] satisfies readonly Sensitive[]

/** The reason why what looks like card or social security numbers stops the run; undefined when there is none or it is allowed. */
export function sensitiveGuard(run: Run): UserError | undefined {
  const found = [...run.tally.warnings.values()].filter(({ code }) => sensitive.includes(code))
  if (run.job.settings.sensitive.value === 'allow' || found.length === 0) return undefined
  const lines = found.map(({ count, message, column, example }) => {
    const sales = `${count.toLocaleString('en-US')} ${count === 1 ? 'sale' : 'sales'}`
    const where = column === '' ? '' : `, column "${clean(column, 60)}"`
    return `In ${sales} ${message}${where}, first in ${placeWordsOf(run, example)}.`
  })
  return new UserError(
    lines.join('\n'),
    'Nothing was sent. Take such numbers out of the export, or the column out of the mapping; if they are something else, upload with --allow-sensitive.',
    exitCodes.guard,
  )
}

/** The reason why one order id under two store ids stops the run: LettrLabs may take both for one sale, or may not. */
export function storeGuard(run: Run): UserError | undefined {
  const { storeClash, mapping, fields } = run.prepared
  if (storeClash === undefined) return undefined
  const places = storeClash.map((place) => placeWordsOf(run, place)).join(' and ')
  const column = (field: string, otherwise: string): string => clean(mapping?.columnOf(field) || otherwise, 60)
  const [store, order] = [column('storeId', 'STORE'), column('orderId', 'ORDER')]
  const apart =
    fields?.orderId?.derive === undefined
      ? `"orderId": { "columns": ["${store}", "${order}"], "join": "-" }, or with a "prefix" in a config for each store`
      : 'add "storeId" to the fields under "derive"'
  return new UserError(
    `The same order id stands under two store ids, in ${places}; it is not known whether LettrLabs counts one sale or two.`,
    `Nothing was sent. If these are two sales, give each store's orders ids of their own: ${apart}. If it is one store, leave storeId out of the mapping.`,
    exitCodes.guard,
  )
}

/** Where a sale stands, as a person looks for it. */
export function placeWordsOf(run: Run, place: { readonly file: number; readonly record: number }): string {
  const { files } = run.prepared
  const file = files[place.file - 1]
  const name = files.length > 1 && file !== undefined ? ` of ${clean(file.name, 100)}` : ''
  return `${file === undefined || file.format === 'csv' ? 'spreadsheet row' : 'record'} ${place.record}${name}`
}

/** The reason why the key's account is not the one that the config is bound to; undefined when it is, or when none is bound. */
export function accountGuard(
  run: { readonly job: Job },
  account: { readonly id: string | undefined; readonly company: string },
): UserError | undefined {
  const { config } = run.job
  const pinned = config.upload.account
  if (pinned === undefined) return undefined
  const sameId = pinned.id === undefined || pinned.id === account.id
  const sameCompany = pinned.company === undefined || fold(pinned.company) === fold(account.company)
  if (pinned.id === undefined ? sameCompany : sameId) return undefined
  return new UserError(
    `The key belongs to ${accountWords(account)}, but the config ${config.file} is bound to ${accountWords({ id: pinned.id, company: pinned.company ?? '' })}.`,
    `Nothing was sent. Use the key of that account, or the config of this one. To bind the config to this account: ${pinCommand(config)}`,
    exitCodes.guard,
  )
}

/** The command that binds a config to the key's account, whatever it was bound to. */
export function pinCommand({ file = configName, found }: Config): string {
  return `npx lettr-convert check --pin --force${found ? '' : ` --config ${shellWord(file)}`}`
}

const fold = (text: string): string => text.trim().toLowerCase()

/** An account by company and id, as people are shown it. */
export function accountWords(account: { readonly id: string | undefined; readonly company: string }): string {
  const company = account.company === '' ? 'an account without company name' : account.company
  return account.id === undefined ? company : `${company} (account ${account.id})`
}

/** Where the sales go, when that is not the real LettrLabs: " at http://127.0.0.1:8787/api". */
export function placeWords(baseUrl: string): string {
  return baseUrl === defaultBaseUrl ? '' : ` at ${baseUrl}`
}
