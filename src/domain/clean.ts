/** Escape sequences, whole: strings such as titles and links, colours and movements, then two-letter ones. */
const escapes = new RegExp(
  [
    '[\\x1b][\\]PX^_][^\\x07\\x1b\\x9c]*(?:\\x07|\\x1b\\\\|\\x9c)',
    '(?:\\x1b\\[|\\x9b)[0-?]*[ -/]*[@-~]',
    '\\x1b[ -/]*[0-~]',
  ].join('|'),
  'g',
)
const breaks: ReadonlyMap<string, string> = new Map([
  ['\r\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
])
/** Control, bidi, zero-width and other characters that show nothing. */
const invisible = /[\p{Cc}\p{Cf}\p{DI}]/gu

/**
 * Foreign text made safe to print: no escapes, control, bidi or zero-width characters; line breaks and tabs shown as `\n`, `\t`;
 * at most `limit` UTF-16 units, the last of them `…` when something was cut.
 */
export function clean(text: string, limit = 120): string {
  const shown = text
    .replace(escapes, '')
    .replace(/\r\n|[\n\v\f\r\t\u0085\u2028\u2029]/g, (found) => breaks.get(found) ?? '\\n')
    .replace(invisible, '')
    .toWellFormed()
  return shown.length <= limit ? shown : `${shown.slice(0, limit - 1).replace(/[\uD800-\uDBFF]$/, '')}…`
}
