import { expect, test } from 'vitest'
import { parseConfig } from '../../src/config/load.js'
import { withPin } from '../../src/config/pin.js'

const shop = { id: '7', company: 'Sample "Print" Shop' }

test.each([
  ['an upload section is made where there is none', '{\n  "version": 1\n}\n', false],
  [
    'comments, trailing commas and tabs stay',
    '{\n\t// ours\n\t"version": 1,\n\t"upload": { "rate": "5/s", }, // slow\n}\n',
    false,
  ],
  ['line ends stay', '{\r\n    "version": 1,\r\n    "upload": {}\r\n}\r\n', false],
  ['a byte order mark stays', '\uFEFF{\n  "version": 1\n}\n', false],
  [
    'another account gives way, and the comment beside it stays',
    '{\n  "version": 1,\n  "upload": { "account": {\n    // who pays\n    "id": 8, "company": "Acme" } }\n}\n',
    true,
  ],
])('%s', (_, text, pinned) => {
  const written = withPin(text, shop, pinned)
  expect(parseConfig(written, 'orders.json', false).upload.account).toEqual(shop)
  for (const comment of text.match(/\/\/ [^\n]*/g) ?? []) expect(written).toContain(comment)
  expect(written.startsWith('\uFEFF')).toBe(text.startsWith('\uFEFF'))
  expect(written.replaceAll('\r\n', '').includes('\n')).toBe(text.replaceAll('\r\n', '').includes('\n'))
  expect(written.includes('\n\t"upload"')).toBe(text.includes('\t"version"'))
})

test('what the new account does not have goes', () => {
  const text = '{ "version": 1, "upload": { "account": { "id": 8, "company": "Acme" } } }'
  const written = withPin(text, { id: 'x-1', company: '' }, true)
  expect(parseConfig(written, 'orders.json', false).upload.account).toEqual({ id: 'x-1' })
})
