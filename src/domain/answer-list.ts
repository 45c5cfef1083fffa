import { signOfFlag } from './answer-item.js'

export type Tick = 'accepted' | 'refusal' | 'odd'

/** What a list such as `[true, false]`, `["ok", "error"]` or `[200, 422]` says in its order; undefined when it is another list. */
export function ticksOf(values: readonly unknown[]): readonly Tick[] | undefined {
  const ticks = values.map(tickOf)
  const all = ticks.every((tick) => tick !== undefined)
  return all && ticks.some((tick) => tick !== 'odd') ? ticks : undefined
}

function tickOf(value: unknown): Tick | undefined {
  if (typeof value === 'boolean') return value ? 'accepted' : 'refusal'
  if (typeof value === 'number' ? value < 200 || value > 599 : !isOneWord(value)) return undefined
  const sign = signOfFlag('status', typeof value === 'string' ? value : Number(value))
  return sign === 'accepted' || sign === 'refusal' ? sign : 'odd'
}

function isOneWord(value: unknown): boolean {
  return typeof value === 'string' && /^[A-Za-z_-]{1,40}$/.test(value.trim())
}
