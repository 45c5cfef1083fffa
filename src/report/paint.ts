/** The few ways in which words stand out on a terminal. */
export interface Paint {
  strong(text: string): string
  good(text: string): string
  bad(text: string): string
}

export interface Screen {
  readonly isTTY?: boolean
}

/** `--color` and FORCE_COLOR want colour, NO_COLOR and TERM=dumb don't; else a terminal gets it. */
export function wantsColor(
  env: Record<string, string | undefined>,
  screen: Screen,
  flag: boolean | undefined,
): boolean {
  if (flag !== undefined) return flag
  if ((env.NO_COLOR ?? '') !== '') return false
  const force = env.FORCE_COLOR
  if (force !== undefined) return force !== '0' && force !== 'false'
  return screen.isTTY === true && env.TERM !== 'dumb'
}

const same = (text: string): string => text
const plainPaint: Paint = { strong: same, good: same, bad: same }

/** Paint that stands out, or leaves words as they are. */
export async function paintFor(color: boolean): Promise<Paint> {
  if (!color) return plainPaint
  const { Chalk } = await import('chalk')
  const chalk = new Chalk({ level: 1 })
  return { strong: (text) => chalk.bold(text), good: (text) => chalk.green(text), bad: (text) => chalk.red(text) }
}
