import { readFile } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import type { Facts } from '../domain/plan.js'

const ownFiles = new Set(['rejected', 'in-doubt', 'unsent'].flatMap((name) => [`${name}.csv`, `${name}.ndjson`]))

/** What the run that wrote these files had proved about its input; nothing when they are not files of a run. */
export async function provedBefore(paths: readonly string[], cwd: string): Promise<Facts> {
  const [path] = paths
  if (path === undefined || paths.length > 1 || !ownFiles.has(basename(path))) return {}
  const text = await readFile(join(dirname(resolve(cwd, path)), 'summary.json'), 'utf8').catch(() => '')
  const { z } = await import('zod')
  const recorded = z.object({
    facts: z.object({ decimal: z.enum(['', '.', ',']), dayOrder: z.enum(['', 'DMY', 'MDY']), timezone: z.string() }),
  })
  const read = recorded.safeParse(parse(text))
  if (!read.success) return {}
  const { decimal, dayOrder, timezone } = read.data.facts
  return {
    ...(decimal === '' ? {} : { decimal }),
    ...(dayOrder === '' ? {} : { dayOrder }),
    ...(timezone === '' ? {} : { timezone }),
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
