import type { LoggedRequest } from './log.js'

/** What the page for people shows. */
export interface Sight {
  readonly company: string
  readonly stored: number
  readonly uploads: number
  readonly revenue: number
  readonly faultsLeft: number
  readonly requests: readonly LoggedRequest[]
}

const mostShown = 50

/** The stand-in's own page: counts, total revenue and the latest requests; no customer's data. */
export function page(sight: Sight): string {
  const latest = sight.requests.slice(-mostShown).reverse()
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>LettrLabs stand-in</title>
<style>body{font:16px sans-serif;margin:2em}td,th{padding:.2em 1em .2em 0;text-align:left}</style>
<h1>LettrLabs stand-in</h1>
<p>This is not LettrLabs. It keeps what it is sent in memory, on this machine, until it stops.</p>
<table>
${row('Account', sight.company)}
${row('Conversions stored', sight.stored.toLocaleString('en-US'))}
${row('Total revenue', sight.revenue.toLocaleString('en-US', { minimumFractionDigits: 2 }))}
${row('Uploads', sight.uploads.toLocaleString('en-US'))}
${row('Requests', sight.requests.length.toLocaleString('en-US'))}
${row('Faults still to come', sight.faultsLeft.toLocaleString('en-US'))}
</table>
<p><a href="/_sandbox/store">What is stored</a>, <a href="/_sandbox/requests">all requests</a> (JSON).
DELETE /_sandbox/store empties it.</p>
<h2>Latest requests</h2>
<table>
<tr><th>When</th><th>Request</th><th>Status</th><th>Records</th><th>Stored</th><th>Fault</th></tr>
${latest.map(requestRow).join('\n')}
</table>
</html>
`
}

function row(name: string, value: string): string {
  return `<tr><th>${escapeHtml(name)}</th><td>${escapeHtml(value)}</td></tr>`
}

function requestRow(request: LoggedRequest): string {
  const cells = [
    request.at,
    `${request.method} ${request.path}`,
    request.status === null ? 'no answer' : String(request.status),
    String(request.records),
    String(request.stored),
    request.fault ?? '',
  ]
  return `<tr>${cells.map((cell) => `<td>${escapeHtml(cell)}</td>`).join('')}</tr>`
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}
