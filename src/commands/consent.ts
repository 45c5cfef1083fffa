import { createInterface } from 'node:readline/promises'
import { clean } from '../domain/clean.js'
import { withArticle } from '../domain/preset.js'
import { exitCodes, UserError } from '../exit.js'
import { stoppedAtQuestion } from './confirm.js'
import { shellWord } from './job.js'
import type { ExportJob } from './opened-export.js'
import type { UploadOptions } from './options.js'
import type { World } from './world.js'

/**
 * Lets a mapping that no person ever saw pass only when somebody answers for it: a person who will be asked before sending,
 * or `--yes` for a preset that is proved. Throws a UserError otherwise. Runs that send nothing to LettrLabs always pass.
 */
export async function consent(world: World, job: ExportJob, options: UploadOptions, stop: AbortSignal): Promise<void> {
  const { used, settings, paths } = job
  if (used === undefined || used.named || settings.dryRun.value || options.sandbox === true) return
  const [path = ''] = paths
  const { preset } = used.fitted
  const canAsk = world.shell.stdin.isTTY === true && !paths.includes('-') && options.yes !== true
  const init = `npx lettr-convert init ${shellWord(path)}`
  if (!canAsk && !preset.verified) {
    throw new UserError(
      `${clean(path, 200)} looks like ${withArticle(preset.title)}, but preset ${preset.name} was never proved on a real file, so a person has to look at its mapping first.`,
      `Nothing was sent. Write it into a config and look it over: ${init}`,
    )
  }
  if (!canAsk && options.yes !== true) {
    throw new UserError(
      `${clean(path, 200)} was recognised as ${withArticle(preset.title)} (preset ${preset.name}), and nobody can be asked here whether that is right.`,
      `Nothing was sent. Accept it with --yes, or write the mapping into a config that later runs use: ${init}`,
    )
  }
  if (!canAsk && used.doubts.length > 0) {
    const doubts = used.doubts.map((doubt) => `  ${clean(doubt, 300)}`)
    throw new UserError(
      [
        `${clean(path, 200)} was recognised as ${withArticle(preset.title)}, but --yes can't answer for this:`,
        ...doubts,
      ].join('\n'),
      `Nothing was sent. Export again with all columns, or write the mapping into a config and look it over: ${init}`,
    )
  }
  if (canAsk && !preset.verified) await ask(world, preset.title, init, stop)
}

/** Only for a preset that is not proved; of all others the question before sending is enough. */
async function ask({ shell, outlet }: World, title: string, init: string, stop: AbortSignal): Promise<void> {
  const lines = createInterface({ input: shell.stdin, output: outlet.progress })
  try {
    outlet.talk(
      `This looks like ${withArticle(title)}; its mapping was written from the vendor's documents and never proved on a real file.`,
    )
    const answer = await lines.question('Read it so, and show what comes of it before anything is sent? [y/N] ', {
      signal: stop,
    })
    if (/^y(es)?$/i.test(answer.trim())) return
  } catch {
    outlet.progress.write('\n')
    throw stoppedAtQuestion()
  } finally {
    lines.close()
  }
  throw new UserError('You said no.', `Nothing was sent. To see and change the mapping: ${init}`, exitCodes.guard)
}
