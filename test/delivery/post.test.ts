import { expect, test } from 'vitest'
import { postBatch } from '../../src/delivery/post.js'
import type { Attempt } from '../../src/domain/attempt.js'
import type { Client } from '../../src/http.js'

const answer: Attempt = { kind: 'answer', status: 200, headers: new Map(), body: '{}', complete: true }

test('a batch is posted once, with the very bytes it was handed', async () => {
  const requests: unknown[][] = []
  const client: Client = {
    request: async (...request) => {
      requests.push(request)
      return answer
    },
    close: async () => {},
    destroy: async () => {},
  }
  const body = Buffer.from('[{"revenue":1.10}]')
  expect(await postBatch(client, body)).toBe(answer)
  expect(requests).toEqual([['POST', '/v1/conversions', body]])
  expect(requests[0]?.[2]).toBe(body)
})
