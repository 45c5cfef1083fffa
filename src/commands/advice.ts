import type { Tally } from '../domain/tally.js'
import type { Prepared } from '../prepare.js'

/** The one change of the mapping that would let LettrLabs match most of the sales that now lack it; "" when nothing is missing. */
export function matchAdvice(tally: Tally, prepared: Prepared): string {
  const { fresh, identifiers } = tally
  if (fresh === 0) return ''
  const fields = prepared.fields
  const mapped = {
    address: fields?.primaryAddress !== undefined || fields?.secondaryAddress !== undefined,
    email: fields?.primaryEmail !== undefined || fields?.secondaryEmail !== undefined,
    phone: fields?.primaryPhoneNumber !== undefined || fields?.secondaryPhoneNumber !== undefined,
  }
  const missing = (['address', 'email', 'phone'] as const)
    .map((kind) => ({ kind, lack: fresh - identifiers[kind] }))
    .filter(({ lack }) => lack > 0)
    .sort((a, b) => b.lack - a.lack)
  const [most] = missing
  if (most === undefined) return ''
  const words = { address: 'street, city, state and ZIP', email: 'the e-mail', phone: 'the phone number' }[most.kind]
  const share = `${most.lack.toLocaleString('en-US')} of ${fresh.toLocaleString('en-US')} sale${fresh === 1 ? '' : 's'} ${most.lack === 1 ? 'has' : 'have'} no ${most.kind === 'email' ? 'e-mail' : most.kind}`
  if (mapped[most.kind]) return `${share}; export again with ${words} filled in, if your shop has it.`
  const columns = likelyColumns(prepared, most.kind)
  if (columns.length === 0) return `${share}; export again with ${words}, then map the new columns.`
  return `${share}; ${words} would help most: map ${columns.join(', ')}.`
}

const likely = {
  address: /address|street|city|zip|postal|province|\bstate\b/i,
  email: /e-?mail/i,
  phone: /phone|mobile/i,
} as const

const notThese = {
  address: /^lettr_|\bip\b|e-?mail|status/i,
  email: /^lettr_/i,
  phone: /^lettr_/i,
} as const

function likelyColumns(prepared: Prepared, kind: keyof typeof likely): readonly string[] {
  const header = prepared.files[0]?.header ?? []
  return header
    .filter((name) => likely[kind].test(name) && !notThese[kind].test(name))
    .slice(0, 4)
    .map((name) => `"${name}"`)
}
