import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { configName, loadConfig, noConfig, parseConfig } from '../../src/config/load.js'

const configs = join(import.meta.dirname, '../../fixtures/configs')

function folder(): string {
  return mkdtempSync(join(tmpdir(), 'lettr-config-'))
}

function parse(rest: string) {
  return parseConfig(`{ "version": 1, ${rest} }`, 'c.json', false)
}

describe('what a config becomes', () => {
  test('the Shopify sample becomes the settings it says, with defaults for the rest', () => {
    const config = parseConfig(readFileSync(join(configs, 'shopify.config.json'), 'utf8'), 'shopify.json', true)
    expect(config).toMatchObject({
      file: 'shopify.json',
      source: 'acme-shopify',
      input: { timezone: 'America/Denver', encoding: 'utf-8', delimiter: ',', skipLines: 0, emptyValues: ['-', 'N/A'] },
      records: {
        rows: [{ column: 'Lineitem name', notIn: ['Grand total'] }],
        group: { by: 'Name', sum: [] },
        keep: [
          { column: 'Financial Status', in: ['paid', 'partially_paid', 'partially_refunded'] },
          { column: 'Cancelled at', empty: true },
        ],
      },
      checks: { eventDate: 'required', orderId: 'recommended', badIdentifier: 'leave-out', currencies: 'one' },
      upload: {
        batchSize: 100,
        account: { id: '7', company: 'Acme Roofing' },
        maxRejects: { kind: 'share', percent: 5 },
      },
    })
    expect(config.fields).toEqual({
      orderId: { column: 'Name', prefix: 'east-' },
      revenue: { column: 'Total', minus: ['Refunded Amount'], currency: { column: 'Currency' } },
      eventDate: { columns: ['Paid at', 'Created at'], take: 'first' },
      fullName: { column: 'Billing Name' },
      primaryEmail: { column: 'Email' },
      primaryPhoneNumber: { columns: ['Phone', 'Billing Phone'] },
      primaryAddress: {
        address1: { column: 'Billing Address1' },
        address2: { column: 'Billing Address2' },
        city: { column: 'Billing City' },
        state: { column: 'Billing Province' },
        zipCode: { column: 'Billing Zip' },
        country: { column: 'Billing Country', default: 'US' },
      },
      couponCode: { column: 'Discount Code' },
      storeId: { value: 'online' },
    })
  })

  test('the Stripe sample keeps its tests as text and its value maps as maps', () => {
    const config = parseConfig(readFileSync(join(configs, 'stripe-json.config.json'), 'utf8'), 'stripe.json', true)
    expect(config.records.keep).toEqual([
      { column: 'status', equals: 'succeeded' },
      { column: 'livemode', equals: 'true' },
      { column: 'amount', above: 0 },
    ])
    expect(config.fields.revenue).toEqual({
      column: 'amount',
      minus: ['amount_refunded'],
      unit: 'cents',
      currency: { column: 'currency', map: new Map([['usd', 'USD']]) },
    })
    expect(config.upload).toEqual({ revenue: 'string', maxRejects: { kind: 'count', n: 25 } })
  })

  test('an empty config is no config, but for its name and lines', () => {
    const config = parse('"source": "a"')
    expect(config).toEqual({ ...noConfig, source: 'a', file: 'c.json', lineOf: config.lineOf })
  })

  test('the keys of a value map are compared without case and outer blanks, even odd ones', () => {
    const { fields } = parse('"fields": { "type": { "column": "T", "map": { " Paid ": "Sale", "constructor": "x" } } }')
    expect(fields.type?.map).toEqual(
      new Map([
        ['paid', 'Sale'],
        ['constructor', 'x'],
      ]),
    )
  })

  test('what one check says leaves the other checks as they are', () => {
    expect(parse('"checks": { "eventDate": "optional" }').checks).toEqual({ ...noConfig.checks, eventDate: 'optional' })
  })

  test('join may be empty, sum and minus may be one column', () => {
    const { fields, records } = parse(
      `"fields": { "fullName": { "columns": ["A", "B"], "join": "" }, "revenue": { "column": "T", "minus": "R" } },
       "records": { "group": { "by": "Id", "sum": "T" } }`,
    )
    expect(fields.fullName).toEqual({ columns: ['A', 'B'], join: '' })
    expect(fields.revenue?.minus).toEqual(['R'])
    expect(records.group).toEqual({ by: 'Id', sum: ['T'] })
  })

  test.each([
    ['"tab"', '\t'],
    ['"\\t"', '\t'],
    ['"Semicolon"', ';'],
    ['"|"', '|'],
  ])('the delimiter %s is the character itself', (written, character) => {
    expect(parse(`"input": { "delimiter": ${written} }`).input.delimiter).toBe(character)
  })

  test('a currency that is a column is taken, and the constant too', () => {
    expect(parse('"fields": { "revenue": { "column": "T", "currency": "Cur" } }').fields.revenue?.currency).toEqual({
      column: 'Cur',
    })
    expect(
      parse('"fields": { "revenue": { "column": "T", "currency": { "value": "USD" } } }').fields.revenue?.currency,
    ).toEqual({ value: 'USD' })
  })
})

describe('where a config is looked for', () => {
  const text = '{ "version": 1, "source": "found" }'

  test('in the working directory when none is named, and nowhere else', async () => {
    const cwd = folder()
    expect(await loadConfig({ named: undefined, disabled: false, cwd })).toBeUndefined()
    writeFileSync(join(cwd, configName), text)
    expect((await loadConfig({ named: undefined, disabled: false, cwd }))?.source).toBe('found')
    mkdirSync(join(cwd, 'below'))
    expect(await loadConfig({ named: undefined, disabled: false, cwd: join(cwd, 'below') })).toBeUndefined()
  })

  test('not at all when it is disabled', async () => {
    const cwd = folder()
    writeFileSync(join(cwd, configName), 'not a config')
    expect(await loadConfig({ named: undefined, disabled: true, cwd })).toBeUndefined()
  })

  test('a named one is relative to the working directory, and so is its key file to it', async () => {
    const cwd = folder()
    mkdirSync(join(cwd, 'acme'))
    writeFileSync(join(cwd, 'acme/orders.json'), '{ "version": 1, "upload": { "apiKeyFile": "key.txt" } }')
    const config = await loadConfig({ named: 'acme/orders.json', disabled: false, cwd })
    expect(config?.file).toBe('acme/orders.json')
    expect(config?.upload.apiKeyFile).toBe(join(cwd, 'acme/key.txt'))
  })

  test('one that was found may not bind a key', async () => {
    const cwd = folder()
    writeFileSync(join(cwd, configName), '{ "version": 1, "upload": { "apiKeyEnv": "ACME" } }')
    await expect(loadConfig({ named: undefined, disabled: false, cwd })).rejects.toThrow(
      /^lettr-convert.config.json:1: upload.apiKeyEnv only counts/,
    )
    await expect(loadConfig({ named: configName, disabled: false, cwd })).resolves.toMatchObject({
      upload: { apiKeyEnv: 'ACME' },
    })
  })

  test.each([
    ['that is not there', () => {}, 'config orders.json: there is no such file.'],
    ['that is a folder', (path: string) => mkdirSync(path), 'config orders.json is not a regular file.'],
    [
      'over 256 KiB',
      (path: string) => writeFileSync(path, ' '.repeat(256 * 1024 + 1)),
      'config orders.json is larger than 256 KiB.',
    ],
    [
      'in windows-1252',
      (path: string) => writeFileSync(path, Buffer.from('{ "source": "caf\xe9" }', 'latin1')),
      'config orders.json is not UTF-8 text.',
    ],
  ])('a named one %s ends the run with words', async (_, make, message) => {
    const cwd = folder()
    make(join(cwd, 'orders.json'))
    await expect(loadConfig({ named: 'orders.json', disabled: false, cwd })).rejects.toMatchObject({
      message,
      exitCode: 2,
    })
  })

  test.skipIf(process.platform === 'win32')('a pipe is not waited for', async () => {
    const cwd = folder()
    execFileSync('mkfifo', [join(cwd, 'pipe')])
    await expect(loadConfig({ named: 'pipe', disabled: false, cwd })).rejects.toThrow(
      'config pipe is not a regular file.',
    )
  })

  test('one of exactly 256 KiB is read', async () => {
    const cwd = folder()
    writeFileSync(join(cwd, configName), text.padEnd(256 * 1024))
    expect((await loadConfig({ named: undefined, disabled: false, cwd }))?.source).toBe('found')
  })
})
