import { clean } from './clean.js'

const mostNames = 40

/** Names of columns for a message, in quotes; after the fortieth only how many more there are. */
export function listColumns(names: readonly string[]): string {
  const shown = names.slice(0, mostNames).map((name) => `"${clean(name, 60)}"`)
  return `${shown.join(', ')}${names.length > mostNames ? ` and ${names.length - mostNames} more` : ''}`
}
