import type { Shell } from '../shell.js'
import { openJob } from './job.js'
import type { ExportJob } from './opened-export.js'
import type { InputOptions } from './options.js'
import { readings, revenueColumnOf } from './readings.js'

/** Opens an export, lets it be used, and ends its reading whatever happens. */
export async function withExport<T>(
  shell: Shell,
  paths: readonly string[],
  options: InputOptions,
  stop: AbortSignal,
  use: (job: ExportJob) => Promise<T>,
): Promise<T> {
  const job = await openExport(shell, paths, options, stop)
  try {
    return await use(job)
  } finally {
    await job.readings.return(undefined)
  }
}

/**
 * Opens an export and decides by which mapping it is read: the config's fields, else LettrLabs' own names, else the
 * preset that the config names or that its columns show. Throws a UserError (exit 2) when none of these fits.
 */
async function openExport(
  shell: Shell,
  paths: readonly string[],
  options: InputOptions,
  stop: AbortSignal,
): Promise<ExportJob> {
  const job = await openJob(shell, paths, options)
  if (job.config.preset === undefined && job.plan.fields !== undefined) {
    const column = revenueColumnOf(job.config)
    return { ...job, readings: readings(shell, paths, job.input, () => column, stop), used: undefined }
  }
  const { openByColumns } = await import('./by-columns.js')
  return openByColumns(shell, job, stop)
}
