import { Command } from 'commander'
import { type ExitCode, exitCodes, UserError } from '../exit.js'
import type { World } from './world.js'

const examples = `Examples:
  npx lettr-convert explain                 every code, by kind
  npx lettr-convert explain no-identifier   what it means, why it matters, and the cure
`

interface ExplainOptions {
  readonly json?: boolean
  readonly color?: boolean
}

/** Says what a code means that stands in the files and the summary of a run. */
export function command(world: World): Command {
  return new Command('explain')
    .argument('[code]', 'as it stands in rejected.csv (lettr_code) or in the summary; all of them without one')
    .option('--json', 'print one JSON document')
    .option('--color', 'colour even where it is not a terminal')
    .option('--no-color', 'no colour')
    .addHelpText('before', `${examples}\n`)
    .action(async (code: string | undefined, options: ExplainOptions) => {
      world.finish(await run(world, code, options))
    })
}

async function run({ shell, outlet }: World, code: string | undefined, options: ExplainOptions): Promise<ExitCode> {
  const [{ explained }, { codesText, codeText }, { paintFor, wantsColor }] = await Promise.all([
    import('../domain/guide.js'),
    import('../report/guide-text.js'),
    import('../report/paint.js'),
  ])
  const found = code === undefined ? undefined : explained.find((one) => one.code === code.trim().toLowerCase())
  if (code !== undefined && found === undefined) throw await unknownCode(code, explained)
  if (options.json === true) {
    outlet.result(JSON.stringify({ version: 1, ...(found ?? { codes: explained }) }, undefined, 2))
    return exitCodes.done
  }
  // commander gives `color: true` for an absent `--no-color`; only a flag that was typed counts.
  const typed = options.color === false ? false : shell.args.includes('--color') ? true : undefined
  const paint = await paintFor(wantsColor(shell.env, shell.stdout, typed))
  outlet.result(found === undefined ? codesText(explained, paint) : codeText(found, paint))
  return exitCodes.done
}

async function unknownCode(code: string, known: readonly { readonly code: string }[]): Promise<UserError> {
  const [{ nearest }, { clean }] = await Promise.all([import('../domain/nearest.js'), import('../domain/clean.js')])
  const near = nearest(
    code,
    known.map((one) => one.code),
  )
  return new UserError(
    `"${clean(code, 60)}" is no code of lettr-convert.${near === undefined ? '' : ` Did you mean ${near}?`}`,
    near === undefined ? 'All codes: npx lettr-convert explain' : `Try: npx lettr-convert explain ${near}`,
  )
}
