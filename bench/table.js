/**
 * A Markdown table under a heading.
 * @param {string} title
 * @param {readonly string[]} columns
 * @param {readonly (readonly (string | number)[])[]} rows
 * @param {readonly string[]} [notes] lines below the table
 */
export function table(title, columns, rows, notes = []) {
  const line = (/** @type {readonly (string | number)[]} */ cells) => `| ${cells.join(' | ')} |`
  const rule = line(columns.map((_, at) => (at === 0 ? '---' : '--:')))
  const below = notes.length > 0 ? ['', ...notes] : []
  return [`### ${title}`, '', line(columns), rule, ...rows.map(line), ...below].join('\n')
}

/**
 * A sentence that holds a figure against its target.
 * @param {string} what
 * @param {number} value
 * @param {'at least' | 'at most'} sense
 * @param {number} target
 * @param {number} [digits]
 */
export function verdict(what, value, sense, target, digits = 2) {
  const met = sense === 'at least' ? value >= target : value <= target
  return `- ${what}: **${value.toFixed(digits)}**, ${sense} ${target} wanted: ${met ? 'met' : '**missed**'}.`
}
