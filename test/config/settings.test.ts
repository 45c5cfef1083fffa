import { expect, test } from 'vitest'
import { configChoice, environmentNotes, variableOf } from '../../src/config/environment.js'
import { explain } from '../../src/config/explain.js'
import { noConfig, parseConfig } from '../../src/config/load.js'
import { type Flags, inputSettings, resolveSettings } from '../../src/config/settings.js'
import { UserError } from '../../src/exit.js'

const config = parseConfig(
  `{ "version": 1,
    "input": { "encoding": "windows-1252", "delimiter": "tab", "format": "tsv", "timezone": "America/Denver", "skipLines": 2 },
    "upload": {
      "batchSize": 30, "concurrency": 3, "timeout": 33, "maxRejects": "3%", "staleAfter": "3d", "revenue": "string", "rate": "3/s", "maxWait": "33s", "maxDuration": "3h",
      "baseUrl": "https://config.example.com/api/" } }`,
  'orders.json',
  false,
)

test('without anything the defaults hold, and say so', () => {
  const settings = resolveSettings({}, {}, noConfig)
  expect(new Set(Object.values(settings).map(({ from }) => from))).toEqual(new Set(['default']))
  expect(Object.fromEntries(Object.entries(settings).map(([name, { value }]) => [name, value]))).toEqual({
    batchSize: 100,
    concurrency: 4,
    timeout: 60,
    out: 'lettr-convert-runs',
    encoding: undefined,
    delimiter: undefined,
    format: undefined,
    timezone: undefined,
    maxRejects: undefined,
    staleAfter: 'off',
    volume: 'usual',
    otherAccount: 'stop',
    sensitive: 'stop',
    limit: undefined,
    stateDir: undefined,
    accountId: undefined,
    maxWait: undefined,
    maxDuration: undefined,
    rate: undefined,
    failOn: 'any',
    since: undefined,
    baseUrl: 'https://app.lettrlabs.com/api',
    revenue: 'number',
    dryRun: false,
    json: false,
    quiet: false,
    proxyFromEnv: false,
  })
})

test.each([
  ['batchSize', '20', 'LETTR_CONVERT_BATCH_SIZE', '25', [20, 25, 30], 'flag --batch-size', 'config orders.json:4'],
  ['concurrency', '1', 'LETTR_CONVERT_CONCURRENCY', '2', [1, 2, 3], 'flag --concurrency', 'config orders.json:4'],
  ['timeout', '11', 'LETTR_CONVERT_TIMEOUT', '22', [11, 22, 33], 'flag --timeout', 'config orders.json:4'],
  [
    'encoding',
    'UTF-8',
    'LETTR_CONVERT_ENCODING',
    'latin1',
    ['utf-8', 'latin1', 'windows-1252'],
    'flag --encoding',
    'config orders.json:2',
  ],
  ['delimiter', 'comma', 'LETTR_CONVERT_DELIMITER', ';', [',', ';', '\t'], 'flag --delimiter', 'config orders.json:2'],
  ['format', 'csv', 'LETTR_CONVERT_FORMAT', 'JSON', ['csv', 'json', 'tsv'], 'flag --format', 'config orders.json:2'],
  [
    'timezone',
    'UTC',
    'LETTR_CONVERT_TIMEZONE',
    'Asia/Tokyo',
    ['UTC', 'Asia/Tokyo', 'America/Denver'],
    'flag --timezone',
    'config orders.json:2',
  ],
  [
    'maxRejects',
    '7',
    'LETTR_CONVERT_MAX_REJECTS',
    '1.5%',
    [
      { kind: 'count', n: 7 },
      { kind: 'share', percent: 1.5 },
      { kind: 'share', percent: 3 },
    ],
    'flag --max-rejects',
    'config orders.json:4',
  ],
  [
    'staleAfter',
    'off',
    'LETTR_CONVERT_STALE_AFTER',
    '36H',
    ['off', 36 * 3_600_000, 3 * 86_400_000],
    'flag --stale-after',
    'config orders.json:4',
  ],
  ['maxWait', '0s', 'LETTR_CONVERT_MAX_WAIT', '2m', [0, 120_000, 33_000], 'flag --max-wait', 'config orders.json:4'],
  [
    'maxDuration',
    '500ms',
    'LETTR_CONVERT_MAX_DURATION',
    '90S',
    [500, 90_000, 10_800_000],
    'flag --max-duration',
    'config orders.json:4',
  ],
  [
    'rate',
    '30/min',
    'LETTR_CONVERT_RATE',
    '2 / s',
    [
      { requests: 30, per: 'min' },
      { requests: 2, per: 's' },
      { requests: 3, per: 's' },
    ],
    'flag --rate',
    'config orders.json:4',
  ],
] as const)(
  '%s: flag before environment before config',
  (name, flag, variable, inEnvironment, values, fromFlag, fromConfig) => {
    const flags: Flags = { [name]: flag }
    const env = { [variable]: inEnvironment }
    expect(resolveSettings(flags, env, config)[name]).toEqual({ value: values[0], from: fromFlag })
    expect(resolveSettings({}, env, config)[name]).toEqual({ value: values[1], from: `environment ${variable}` })
    expect(resolveSettings({}, {}, config)[name]).toEqual({ value: values[2], from: fromConfig })
  },
)

test('what has no key in the config comes from flag or environment', () => {
  const env = new Map([
    ['LETTR_CONVERT_OUT', 'runs'],
    ['LETTR_CONVERT_LIMIT', '5'],
    ['LETTR_CONVERT_DRY_RUN', 'yes'],
    ['LETTR_CONVERT_JSON', '0'],
    ['LETTR_CONVERT_STATE_DIR', '/srv/state'],
    ['LETTR_CONVERT_ACCOUNT_ID', '7'],
    ['LETTR_CONVERT_FAIL_ON', 'new'],
    ['LETTR_CONVERT_SINCE', '1970-01-02'],
  ])
  const { out, limit, dryRun, json, quiet } = resolveSettings({ json: true }, env, config)
  expect(out).toEqual({ value: 'runs', from: 'environment LETTR_CONVERT_OUT' })
  expect(limit).toEqual({ value: 5, from: 'environment LETTR_CONVERT_LIMIT' })
  expect(dryRun).toEqual({ value: true, from: 'environment LETTR_CONVERT_DRY_RUN' })
  expect(json).toEqual({ value: true, from: 'flag --json' })
  expect(quiet).toEqual({ value: false, from: 'default' })
  expect(resolveSettings({}, env, noConfig)).toMatchObject({
    stateDir: { value: '/srv/state', from: 'environment LETTR_CONVERT_STATE_DIR' },
    accountId: { value: '7' },
    failOn: { value: 'new' },
    since: { value: 86_400 },
  })
  expect(resolveSettings({ failOn: 'never' }, env, noConfig).failOn).toEqual({
    value: 'never',
    from: 'flag --fail-on',
  })
  expect(resolveSettings({ out: 'mine', limit: '9' }, env, config)).toMatchObject({
    out: { value: 'mine' },
    limit: { value: 9 },
  })
})

test('the API address comes from its variable, else from the config, without a slash at its end', () => {
  expect(resolveSettings({}, { LETTRLABS_API_BASE_URL: 'http://127.0.0.1:8080/api/' }, config).baseUrl).toEqual({
    value: 'http://127.0.0.1:8080/api',
    from: 'environment LETTRLABS_API_BASE_URL',
  })
  expect(resolveSettings({}, {}, config).baseUrl).toEqual({
    value: 'https://config.example.com/api',
    from: 'config orders.json:5',
  })
})

test('the line of each config value is the line of its key', () => {
  expect(resolveSettings({}, {}, config).revenue).toEqual({ value: 'string', from: 'config orders.json:4' })
})

test('the flags that pass a guard win over the config', () => {
  const named = (text: string) => parseConfig(`{ "version": 1, "upload": { ${text} } }`, 'orders.json', false)
  const usual = named('"volume": "usual", "otherAccount": "allow"')
  expect(resolveSettings({ unusualVolume: true }, {}, usual)).toMatchObject({
    volume: { value: 'any', from: 'flag --unusual-volume' },
    otherAccount: { value: 'allow', from: 'config orders.json:1' },
  })
  expect(resolveSettings({ otherAccount: true }, {}, noConfig).otherAccount.from).toBe('flag --other-account')
})

test.each(['2', '0d', '2 months', '-1d', 'never', '1.5d'])('"%s" is no age', (text) => {
  expect(() => resolveSettings({ staleAfter: text }, {}, noConfig)).toThrow(/an age such as 36h, 2d or 1w, or off/)
})

test('a variable that is set to nothing counts as not set', () => {
  expect(resolveSettings({}, { LETTR_CONVERT_OUT: '', LETTR_CONVERT_LIMIT: '' }, noConfig).out.from).toBe('default')
})

test('no variable stands for yes, nor for a switch that risks a second sending', () => {
  const dangerous = [
    'LEDGER',
    'NO_LEDGER',
    'RESEND',
    'RESEND_CHANGED',
    'RESEND_IN_DOUBT',
    'RETRY_REFUSED',
    'FIRST_RUN',
    'ALLOW_SENSITIVE',
    'UNUSUAL_VOLUME',
    'OTHER_ACCOUNT',
  ]
  const switches = Object.fromEntries(dangerous.map((name) => [`LETTR_CONVERT_${name}`, '1']))
  expect(environmentNotes(switches)).toHaveLength(dangerous.length)
  const settings = resolveSettings(
    {},
    {
      ...switches,
      LETTR_CONVERT_YES: '1',
      LETTR_CONVERT_REVENUE: 'string',
      LETTR_CONVERT_BASE_URL: 'https://example.com',
    },
    noConfig,
  )
  expect(settings).toEqual(resolveSettings({}, {}, noConfig))
})

function refusal(flags: Flags, env: { [name: string]: string }): string {
  try {
    resolveSettings(flags, env, noConfig)
  } catch (error) {
    if (error instanceof UserError && error.exitCode === 2) return error.message
    throw error
  }
  throw new Error('the value was taken')
}

test.each([
  [{ batchSize: '5000' }, 'flag --batch-size is "5000"; it must be a whole number from 1 to 1000.'],
  [{ batchSize: '0' }, 'flag --batch-size is "0"; it must be a whole number from 1 to 1000.'],
  [{ batchSize: '1e2' }, 'flag --batch-size is "1e2"; it must be a whole number from 1 to 1000.'],
  [{ batchSize: '' }, 'flag --batch-size is ""; it must be a whole number from 1 to 1000.'],
  [{ concurrency: '17' }, 'flag --concurrency is "17"; it must be a whole number from 1 to 16.'],
  [{ timeout: '-1' }, 'flag --timeout is "-1"; it must be a whole number from 1 to 600.'],
  [{ limit: '0' }, 'flag --limit is "0"; it must be a whole number from 1 up.'],
  [{ limit: '99999999999999999999' }, 'flag --limit is "99999999999999999999"; it must be a whole number from 1 up.'],
  [
    { maxWait: '90' },
    'flag --max-wait is "90"; it must be a number with its unit, such as 500ms, 90s, 15m or 2h; at most 500h.',
  ],
  [
    { maxWait: '-5s' },
    'flag --max-wait is "-5s"; it must be a number with its unit, such as 500ms, 90s, 15m or 2h; at most 500h.',
  ],
  [
    { maxWait: '501h' },
    'flag --max-wait is "501h"; it must be a number with its unit, such as 500ms, 90s, 15m or 2h; at most 500h.',
  ],
  [
    { maxDuration: '0s' },
    'flag --max-duration is "0s"; it must be a number with its unit, such as 500ms, 90s, 15m or 2h, not 0; at most 500h.',
  ],
  [
    { rate: '5' },
    'flag --rate is "5"; it must be requests in a second or a minute, such as 5/s or 30/min, from 1 to 10000.',
  ],
  [
    { rate: '0/s' },
    'flag --rate is "0/s"; it must be requests in a second or a minute, such as 5/s or 30/min, from 1 to 10000.',
  ],
  [{ failOn: 'nver' }, 'flag --fail-on is "nver"; it must be one of any, new, never; did you mean "never"?'],
  [{ stateDir: '' }, 'flag --state-dir is ""; it must be text that is not empty.'],
  [
    { since: '31.01.2026' },
    'flag --since is "31.01.2026"; it must be a day such as 2026-01-31, or an instant with its offset such as 2026-01-31T14:05:00-05:00.',
  ],
  [{ out: ' ' }, 'flag --out is " "; it must be text that is not empty.'],
  [{ format: 'jsno' }, 'flag --format is "jsno"; it must be one of csv, tsv, ndjson, json; did you mean "json"?'],
  [{ delimiter: '"' }, 'flag --delimiter is "\\""; it must be comma, semicolon, tab, pipe, or one such character.'],
  [{ delimiter: 'a' }, 'flag --delimiter is "a"; it must be comma, semicolon, tab, pipe, or one such character.'],
  [
    { maxRejects: '101%' },
    'flag --max-rejects is "101%"; it must be a number of sales such as 25, or a share such as 5%.',
  ],
  [
    { maxRejects: '2.5' },
    'flag --max-rejects is "2.5"; it must be a number of sales such as 25, or a share such as 5%.',
  ],
  [{ maxRejects: '%' }, 'flag --max-rejects is "%"; it must be a number of sales such as 25, or a share such as 5%.'],
  [
    { encoding: 'LL-API-canary' },
    'flag --encoding is (looks like an API key, not shown); it must be an encoding such as utf-8, windows-1252 or utf-16le.',
  ],
])('the flag %o is refused', (flags, message) => {
  expect(refusal(flags, {})).toBe(message)
})

test.each([
  ['LETTR_CONVERT_QUIET', 'maybe', 'is "maybe"; it must be one of 1, true, yes, 0, false, no.'],
  ['LETTR_CONVERT_BATCH_SIZE', 'many', 'is "many"; it must be a whole number from 1 to 1000.'],
  [
    'LETTRLABS_API_BASE_URL',
    'app.lettrlabs.com',
    ": the API address can't be used; it must be an address such as https://app.lettrlabs.com/api",
  ],
])('the variable %s set to %s is refused', (name, value, message) => {
  expect(refusal({}, { [name]: value })).toBe(`environment ${name}${message.startsWith(':') ? '' : ' '}${message}`)
})

test.each([
  ['0', { kind: 'count', n: 0 }],
  ['0%', { kind: 'share', percent: 0 }],
  ['100%', { kind: 'share', percent: 100 }],
  ['5 %', { kind: 'share', percent: 5 }],
  ['250', { kind: 'count', n: 250 }],
])('--max-rejects %s is read', (written, value) => {
  expect(resolveSettings({ maxRejects: written }, {}, noConfig).maxRejects.value).toEqual(value)
})

test.each([
  ['2026-03-08', undefined, '2026-03-08T00:00:00Z'],
  ['2026-03-08', 'America/Denver', '2026-03-08T07:00:00Z'],
  ['2026-03-09', 'America/Denver', '2026-03-09T06:00:00Z'],
  // Midnight did not exist there that night: the day began at one o'clock.
  ['2018-11-04', 'America/Sao_Paulo', '2018-11-04T03:00:00Z'],
  ['2026-03-08T14:05Z', 'America/Denver', '2026-03-08T14:05:00Z'],
  ['2026-03-08T14:05:09.999-0500', undefined, '2026-03-08T19:05:09Z'],
  ['2026-03-08T14:05:09+05:30', undefined, '2026-03-08T08:35:09Z'],
])('--since %s in the zone %s is %s', (written, timezone, instant) => {
  const { since } = resolveSettings({ since: written, timezone }, {}, noConfig)
  expect(since.value).toBe(Date.parse(instant) / 1000)
})

test.each(['2026-02-30', '2026-2-3', '2026-02-30T00:00Z', '2026-01-31T24:00Z', '2026-01-31T14:05', '1754000000', ''])(
  '--since %o is refused',
  (since) => {
    expect(refusal({ since }, {})).toContain('--since')
  },
)

test('input settings of the config hold, but for what flags say', () => {
  expect(inputSettings(resolveSettings({ delimiter: '|' }, {}, config), config)).toEqual({
    encoding: 'windows-1252',
    delimiter: '|',
    format: 'tsv',
    timezone: 'America/Denver',
    skipLines: 2,
    emptyValues: [],
  })
  expect(inputSettings(resolveSettings({}, {}, noConfig), noConfig)).toEqual({ emptyValues: [] })
})

test('every setting is explained in words', () => {
  const explained = explain(resolveSettings({ limit: '3', dryRun: true, since: '2026-01-31T00:00Z' }, {}, config))
  expect(explained.map(({ name, value }) => `${name} ${value}`)).toEqual([
    'batchSize 30',
    'concurrency 3',
    'timeout 33 s',
    'out lettr-convert-runs',
    'encoding windows-1252',
    'delimiter tab',
    'format tsv',
    'timezone America/Denver',
    'maxRejects 3%',
    'staleAfter 3d',
    'volume usual',
    'otherAccount stop',
    'sensitive stop',
    'limit 3',
    'stateDir where this system keeps such things',
    'accountId none',
    'maxWait 33s',
    'maxDuration 3h',
    'rate 3/s',
    'failOn any',
    'since 2026-01-31T00:00:00Z',
    'baseUrl https://config.example.com/api',
    'revenue string',
    'dryRun yes',
    'json no',
    'quiet no',
    'proxyFromEnv no',
  ])
  expect(explained[0]).toEqual({ name: 'batchSize', value: '30', from: 'config orders.json:4' })
  expect(
    explain(resolveSettings({}, {}, noConfig))
      .slice(4, 10)
      .map(({ value }) => value),
  ).toEqual(['found out from the file', 'found out from the file', 'found out from the file', 'none', 'none', 'off'])
})

test('a config is named by flag or variable, and switched off by flag', () => {
  const env = { LETTR_CONVERT_CONFIG: 'env.json' }
  expect(configChoice('flag.json', env)).toEqual({ named: 'flag.json', disabled: false })
  expect(configChoice(undefined, env)).toEqual({ named: 'env.json', disabled: false })
  expect(configChoice(false, env)).toEqual({ named: undefined, disabled: true })
  expect(configChoice(undefined, {})).toEqual({ named: undefined, disabled: false })
})

test('a variable that nothing reads is named, with the one that was meant', () => {
  expect(
    environmentNotes({
      LETTR_CONVERT_BATCHSIZE: '5',
      LETTR_CONVERT_YES: '1',
      LETTR_CONVERT_OUT: 'x',
      LETTR_CONVERT_ODD: '',
      PATH: '/bin',
    }),
  ).toEqual([
    'The environment variable LETTR_CONVERT_BATCHSIZE is not known and changes nothing; did you mean LETTR_CONVERT_BATCH_SIZE?',
    'The environment variable LETTR_CONVERT_YES is not known and changes nothing.',
  ])
})

test('no variable that a flag has is called unknown', () => {
  const { baseUrl, revenue, volume, otherAccount, sensitive, ...byFlag } = resolveSettings({}, {}, noConfig)
  expect(environmentNotes(new Map(Object.keys(byFlag).map((name) => [variableOf(name), 'x'])))).toEqual([])
})
