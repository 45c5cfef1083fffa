import { expect, test } from 'vitest'
import { checkBaseUrl } from '../../src/config/base-url.js'
import { UserError } from '../../src/exit.js'

test.each([
  ['https://app.lettrlabs.com/api', 'https://app.lettrlabs.com/api'],
  ['https://app.lettrlabs.com/api///', 'https://app.lettrlabs.com/api'],
  [' HTTPS://App.LettrLabs.com:443/Api/ ', 'https://app.lettrlabs.com/Api'],
  ['https://example.com', 'https://example.com'],
  ['http://localhost:4000/api', 'http://localhost:4000/api'],
  ['http://127.0.0.1:4000', 'http://127.0.0.1:4000'],
  ['http://127.9.9.9', 'http://127.9.9.9'],
  ['http://[::1]:4000/', 'http://[::1]:4000'],
  ['https://example.com/@api', 'https://example.com/@api'],
])('%s is taken as %s', (written, url) => {
  expect(checkBaseUrl(written, 'a test')).toBe(url)
})

const http = 'it must begin with https://, because http would show the key to others on the way'
test.each([
  ['http://app.lettrlabs.com/api', http],
  ['http://0.0.0.0:80', http],
  ['http://localhost.example.com', http],
  ['http://127.0.0.1.example.com', http],
  ['http://192.168.0.1', http],
  ['http://[::ffff:127.0.0.1]', http],
  ['ftp://example.com', 'it must begin with https://'],
  ['file:///etc/passwd', 'it must begin with https://'],
  ['javascript:alert(1)', 'it must begin with https://'],
  ['https://user:secret@example.com', 'it must not hold a user name or password'],
  ['https://user@example.com', 'it must not hold a user name or password'],
  ['https://@example.com', 'it must not hold a user name or password'],
  ['https://example.com/?key=secret', 'it must not hold a query (the part from "?" on)'],
  ['https://example.com/?', 'it must not hold a query (the part from "?" on)'],
  ['https://example.com/#secret', 'it must not hold a fragment (the part from "#" on)'],
  ['https://example.com/#', 'it must not hold a fragment (the part from "#" on)'],
  ['https://exa mple.com', 'it must be an address such as https://app.lettrlabs.com/api'],
  ['https://example.com\\@evil.example', 'it must be an address such as https://app.lettrlabs.com/api'],
  ['https://example.com/\tsecret', 'it must be an address such as https://app.lettrlabs.com/api'],
  ['example.com', 'it must be an address such as https://app.lettrlabs.com/api'],
  ['', 'it must be an address such as https://app.lettrlabs.com/api'],
])('%j is refused without being repeated', (written, allowed) => {
  expect(() => checkBaseUrl(written, 'environment X')).toThrow(
    new UserError(`environment X: the API address can't be used; ${allowed}`, 'Nothing was sent.'),
  )
})
