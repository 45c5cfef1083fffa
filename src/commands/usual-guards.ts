import { ageWords } from '../config/time-values.js'
import { writeUtc } from '../domain/calendar.js'
import { clean } from '../domain/clean.js'
import { farFromUsual, type Volume } from '../domain/volume.js'
import { exitCodes, UserError } from '../exit.js'
import { sourceOf } from './memory.js'
import type { Run } from './run.js'

/** Whether a run takes a part of its source on purpose: the first sales of it, a file of ours, or all that was sent before. */
export function isPartial({ job, prepared, memory }: Run): boolean {
  return (
    job.settings.limit.value !== undefined || prepared.files.some((file) => file.ours) || memory.recall?.resend === true
  )
}

/** The reason why an export whose newest sale is older than `staleAfter` stops the run; undefined when it is not, or nothing shows it. */
export function staleGuard(run: Run): UserError | undefined {
  const { staleAfter } = run.job.settings
  const { newest } = run.prepared
  if (staleAfter.value === 'off' || newest === undefined || isPartial(run)) return undefined
  const age = run.startedAt.getTime() - newest * 1000
  if (age <= staleAfter.value) return undefined
  return new UserError(
    `The newest sale of the input is of ${writeUtc(newest)}, ${agoWords(age)} ago; more than ${ageWords(staleAfter.value)} is too old (${staleAfter.from}).`,
    'Nothing was sent. Is this the export of today? To send all the same: --stale-after off.',
    exitCodes.guard,
  )
}

function agoWords(milliseconds: number): string {
  const hours = Math.floor(milliseconds / 3_600_000)
  return hours < 48 ? `${hours} hours` : `${Math.floor(hours / 24)} days`
}

/** The reason why a number of new sales or a sum far from those of the last runs of the source stops the run. */
export function volumeGuard(run: Run): UserError | undefined {
  const { view } = run.memory
  if (view === undefined || run.job.settings.volume.value === 'any' || isPartial(run)) return undefined
  const { source } = sourceOf(run.job)
  const far = farFromUsual(volumeOf(run), view.volumesOf(source))
  if (far === undefined) return undefined
  return new UserError(
    `There are ${clean(far)} (source "${clean(source, 60)}").`,
    'Nothing was sent. Is it the right export, and are the amounts in the right unit? To send all the same: --unusual-volume.',
    exitCodes.guard,
  )
}

/** What a run is about to send, for later runs to compare; undefined of one that is no measure for them. */
export function volumeToRemember(run: Run): Volume | undefined {
  return isPartial(run) ? undefined : volumeOf(run)
}

function volumeOf({ tally }: Run): Volume {
  return { sales: tally.fresh, money: [...tally.place('ready').money] }
}
