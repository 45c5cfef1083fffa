import { randomBytes } from 'node:crypto'

const mebibyte = 1024 * 1024
const header = 'orderId,primaryEmail,revenue,eventDate\n'
const good = 'A-1,ann@example.com,5.00,2026-03-04T00:00:00Z\n'
/** Text that packs hardly any smaller, so that a gzip of it is no bomb. */
const noise = Buffer.from(randomBytes((3 * mebibyte) / 4).toString('base64'))

/** A beginning, then so many MiB of the same piece, then an end. */
function* of(begin, piece, mebibytes, end = '') {
  yield Buffer.from(begin)
  const whole = Buffer.alloc(mebibyte, piece)
  for (let count = 0; count < mebibytes; count += 1) yield whole
  yield Buffer.from(end)
}

const gibibyte = 1024
const record = /the record that begins on line 2 has not ended after 8 MiB; nothing was sent/

/** What is fed to `validate -`, what it must say, with which exit code, and the most memory it may take. */
export const cases = [
  { name: 'a CSV line of 1 GiB', feed: () => of(header + good.trim(), 'x', gibibyte), code: 2, says: record },
  { name: 'a CSV line of 1 GiB in gzip', gzip: true, feed: () => of(header, noise, gibibyte), code: 2, says: record },
  { name: 'a quote that is open for 1 GiB', feed: () => of(`${header}"`, 'x,1.00\n', gibibyte), code: 2, says: record },
  { name: 'a header of 1 GiB', feed: () => of('orderId,', 'x', gibibyte), code: 2, says: /not ended after 8 MiB/ },
  { name: '1 GiB of commas', feed: () => of(header, ',', gibibyte), code: 2, says: record },
  {
    name: '1 GiB of quotes',
    feed: () => of(header, '"', gibibyte),
    code: 2,
    says: /not ended after 8 MiB|never closed/,
  },
  { name: '1 GiB of zero bytes', feed: () => of('', '\0', gibibyte), code: 2, says: /zero bytes/ },
  {
    name: 'a bomb of 1 GiB in gzip',
    gzip: true,
    feed: () => of(header, '\n', gibibyte),
    code: 2,
    says: /unpacks to more than 200 times its size/,
  },
  {
    name: 'NDJSON with a line of 1 GiB',
    feed: () => of('{"orderId":"', 'x', gibibyte),
    args: ['--format', 'ndjson'],
    code: 2,
    says: /the line is longer than 8 MiB/,
  },
  {
    name: 'a JSON text of 1 GiB',
    feed: () => of('[{"orderId":"', 'x', gibibyte),
    args: ['--format', 'json'],
    code: 2,
    says: /a record has not ended after 8 MiB/,
  },
  {
    name: 'JSON brackets without end',
    feed: () => of('', '[', gibibyte),
    args: ['--format', 'json'],
    code: 2,
    says: /not ended after 8 MiB|JSON/,
  },
  {
    name: '16 MiB of blank lines, then a file',
    feed: () => of('', '\n', 16, header + good),
    code: 0,
    says: /ready to send\s+1/,
  },
  {
    name: '6 rows of 1.5 million columns',
    feed: function* () {
      yield Buffer.from(header)
      for (let count = 0; count < 6; count += 1) yield* of('', 'x,', 3, '\n')
      yield Buffer.from(good)
    },
    code: 3,
    says: /6 × too-many-columns/,
  },
].map((one) => ({ args: [], gzip: false, mostMebibytes: 600, ...one }))
