import { describe, expect, test } from 'vitest'
import { Folder, runCommand, standIn } from './run-command.js'

const fields = {
  orderId: 'Order',
  eventDate: { columns: ['Day', 'Time'], join: ' ' },
  revenue: 'Total',
  primaryEmail: 'Email',
}
const config = { version: 1, fields, input: { timezone: 'America/Denver' } }
const csv = [
  'Order,Day,Time,Total,Email',
  // Clocks went forward in that night, and back in the other.
  'A-1,10/26/2025,11:30 PM,1.00,a@example.com',
  'A-2,11/02/2025,1:30 AM,2.00,a@example.com',
  'A-3,03/08/2026,2:30 AM,3.00,a@example.com',
  'A-4,10/26/2025,12:00 AM,,a@example.com',
  '',
].join('\n')

describe('the computer’s own time zone', () => {
  const zones = ['Pacific/Kiritimati', 'America/Los_Angeles', 'UTC', 'Asia/Kathmandu']

  test('changes nothing of what is sent, nor of what is said', async () => {
    const runs = await Promise.all(
      zones.map(async (TZ) => {
        const folder = new Folder().write('orders.csv', csv).writeJson('lettr-convert.config.json', config)
        const sandbox = await standIn()
        const { code, stdout } = await runCommand(folder, ['upload', 'orders.csv', '--json'], {
          env: { ...sandbox.env, TZ },
        })
        expect(code).toBe(3)
        const { dates, books, warnings } = JSON.parse(stdout)
        const text = await runCommand(folder, ['validate', 'orders.csv'], { env: { TZ } })
        const said = text.stdout.split('\n').filter((line) => /ready to send|dates of/.test(line))
        return { dates, books, warnings, said, stored: sandbox.store().map(({ record }) => record.eventDate) }
      }),
    )
    expect(runs[0]?.stored).toEqual(['2025-10-27T05:30:00Z', '2025-11-02T07:30:00Z', '2026-03-08T09:30:00Z'])
    for (const run of runs) expect(run).toEqual(runs[0])
  })
})

/** What `validate` says of the dates of a file. */
async function told(text: string, settings: object) {
  const folder = new Folder()
    .write('orders.csv', text)
    .writeJson('lettr-convert.config.json', { version: 1, ...settings })
  const { stdout } = await runCommand(folder, ['validate', 'orders.csv'])
  const summary = JSON.parse(folder.left('summary.json') ?? '{}')
  const ready = stdout.split('\n').find((line) => line.includes('ready to send'))
  const dates = stdout.split('\n').find((line) => line.includes('dates of'))
  return { ready, dates: dates?.trim(), summary: summary.dates }
}

describe('the dates of the sales to be sent', () => {
  test('are told by the declared zone and in UTC; rejects don’t count', async () => {
    const { ready, dates, summary } = await told(csv, config)
    expect(ready).toMatch(/^ {2}ready to send {2}26 Oct 2025 - 8 Mar 2026 +3 +3 +6\.00$/)
    expect(dates).toBe(
      'dates of the new sales: 26 Oct 2025 23:30 - 8 Mar 2026 03:30 in America/Denver (UTC: 27 Oct 2025 05:30 - 8 Mar 2026 09:30)',
    )
    expect(summary).toEqual({
      earliest: { utc: '2025-10-27T05:30:00Z', local: '2025-10-26T23:30:00-06:00' },
      latest: { utc: '2026-03-08T09:30:00Z', local: '2026-03-08T03:30:00-06:00' },
      zone: 'America/Denver',
    })
  })

  const plain = (...days: readonly string[]) =>
    ['orderId,eventDate,revenue,primaryEmail', ...days.map((day, at) => `${at},${day},1,a@example.com`), ''].join('\n')

  test('are told by the file’s own offsets where no zone is declared', async () => {
    const { ready, dates, summary } = await told(plain('2025-01-01 00:12:00 -0700', '2025-07-27 18:40:00 -0600'), {})
    expect(ready).toContain('ready to send  1 Jan - 27 Jul 2025')
    expect(dates).toBe(
      'dates of the new sales: 1 Jan 2025 00:12 UTC-07:00 - 27 Jul 2025 18:40 UTC-06:00, as in the file (UTC: 1 Jan 2025 07:12 - 28 Jul 2025 00:40)',
    )
    expect(summary.zone).toBe('')
  })

  test('are told by the declared zone even where the file has offsets', async () => {
    const { summary } = await told(plain('2025-01-01T07:12:00Z'), {
      input: { timezone: 'Mountain Time (US & Canada)' },
    })
    expect(summary).toMatchObject({
      latest: { local: '2025-01-01T00:12:00-07:00' },
      zone: 'Mountain Time (US & Canada)',
    })
  })

  test('are told once when they are in UTC, and as one day when they are', async () => {
    const { ready, dates } = await told(plain('1735689600', '2025-01-01T07:12:00Z'), {})
    expect(ready).toContain('ready to send  1 Jan 2025 ')
    expect(dates).toBe('dates of the new sales: 1 Jan 2025 00:00 - 1 Jan 2025 07:12 in UTC')
  })

  test('are not told when there are none', async () => {
    const { dates, summary } = await told(plain(''), { checks: { eventDate: 'optional' } })
    expect(dates).toBeUndefined()
    expect(summary).toEqual({ earliest: { utc: '', local: '' }, latest: { utc: '', local: '' }, zone: '' })
  })
})
