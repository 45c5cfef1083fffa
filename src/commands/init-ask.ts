import { clean } from '../domain/clean.js'
import type { Given, OpenQuestion, Proposal } from '../domain/proposal.js'
import { resolveZone } from '../domain/zone-lookup.js'
import { exitCodes, UserError } from '../exit.js'
import { type Lines, openLines } from './lines.js'
import type { World } from './world.js'

/** Asks a person what the file does not prove, one question after the other; Enter alone leaves a line to fill in. */
export async function askOpen(world: World, given: Given, propose: (given: Given) => Proposal): Promise<Given> {
  const passed = new Set<string>()
  const lines = openLines(world)
  try {
    for (let known = given; ; ) {
      const question = propose(known).open.find(({ path }) => !passed.has(path))
      if (question === undefined) return known
      const answered = await answerTo(question, lines, known, world)
      if (answered === undefined) passed.add(question.path)
      else known = answered
    }
  } finally {
    lines.close()
  }
}

/** What the person said beside what was known before; undefined when the question was passed over. */
async function answerTo(question: OpenQuestion, lines: Lines, known: Given, world: World): Promise<Given | undefined> {
  const { kind } = question
  if (kind === 'column' && question.choices.length === 0) return undefined
  world.outlet.talk(introduction(question))
  for (;;) {
    const line = await lines.ask(prompts[kind])
    if (line === undefined) {
      throw new UserError('You stopped before all questions were answered.', 'No config was written.', exitCodes.guard)
    }
    const text = line.trim()
    if (text === '') return undefined
    const answer = answers[kind](text, question, known)
    if (typeof answer !== 'string') return answer
    world.outlet.talk(answer)
  }
}

const zones = [
  ['America/New_York', 'Eastern Time'],
  ['America/Chicago', 'Central Time'],
  ['America/Denver', 'Mountain Time'],
  ['America/Phoenix', 'Arizona, where clocks never change'],
  ['America/Los_Angeles', 'Pacific Time'],
  ['UTC', 'the zone of many databases'],
] as const

function introduction({ kind, example, choices, path }: OpenQuestion): string {
  const value = `"${clean(example, 60)}"`
  if (kind === 'zone') {
    const listed = zones.map(([name, words], at) => `  ${at + 1}  ${name} (${words})`)
    return [`\nThe times in this file, such as ${value}, don't say in which zone they were written.`, ...listed].join(
      '\n',
    )
  }
  if (kind === 'day-order')
    return `\nIn dates such as ${value}, what comes first: the month (m) or the day (d)? No row proves it.`
  if (kind === 'decimal') {
    return `\nIn amounts such as ${value}, what separates the decimals: a point (.) or a comma (,)? No row proves it.`
  }
  const listed = choices.map((name, at) => `  ${at + 1}  ${clean(name, 60)}`)
  const what = path === 'revenue' ? 'the amount of the sale' : 'the date of the sale'
  return [`\nWhich column holds ${what}?`, ...listed].join('\n')
}

const prompts: { readonly [kind in OpenQuestion['kind']]: string } = {
  zone: 'Zone of the shop [1-6, or a name such as America/Boise; Enter leaves it open] ',
  'day-order': 'Month or day first [m/d; Enter leaves it open] ',
  decimal: 'Decimals [. or ,; Enter leaves it open] ',
  column: 'Column [its number or name; Enter leaves it open] ',
}

type Answer = (text: string, question: OpenQuestion, known: Given) => Given | string

const answers: { readonly [kind in OpenQuestion['kind']]: Answer } = {
  zone(text, _, known) {
    const timezone = /^\d+$/.test(text) ? zones[Number(text) - 1]?.[0] : text
    if (timezone === undefined) return `${text} is none of the numbers.`
    const zone = resolveZone(timezone)
    return 'problem' in zone ? `${clean(zone.problem, 200)}.` : { ...known, timezone }
  },
  'day-order'(text, _, known) {
    const dayOrder = /^m(?:onth)?(?:-first)?$/i.test(text)
      ? 'MDY'
      : /^d(?:ay)?(?:-first)?$/i.test(text)
        ? 'DMY'
        : undefined
    return dayOrder === undefined ? 'Type m or d.' : { ...known, dayOrder }
  },
  decimal(text, _, known) {
    return text === '.' || text === ',' ? { ...known, decimal: text } : 'Type . or , alone.'
  },
  column(text, { choices, path }, known) {
    const wanted = text.toLowerCase()
    const column = choices[Number(text) - 1] ?? choices.find((name) => name.toLowerCase() === wanted)
    if (column === undefined) return 'That is none of them.'
    return { ...known, columns: new Map([...known.columns, [path, column]]) }
  },
}
