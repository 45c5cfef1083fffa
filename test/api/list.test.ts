import { expect, test } from 'vitest'
import { listUploads } from '../../src/api/list.js'
import type { Attempt } from '../../src/domain/attempt.js'

function ask(attempt: Partial<Extract<Attempt, { kind: 'answer' }>> | string) {
  const answer = { kind: 'answer', status: 200, headers: new Map(), body: '', complete: true } as const
  const told: Attempt =
    typeof attempt === 'string'
      ? { kind: 'silence', started: true, code: 'X', message: attempt }
      : { ...answer, ...attempt }
  const asked: string[] = []
  const request = async (method: string, path: string) => {
    asked.push(`${method} ${path}`)
    return told
  }
  return listUploads({ request, close: async () => {}, destroy: async () => {} }).then((uploads) => ({
    uploads,
    asked,
  }))
}

const upload = {
  id: 12,
  fileName: 'api.json',
  dataSourceType: 'Api',
  status: 'Done',
  uploadDate: '2026-11-20T09:15:00Z',
}
const read = { id: '12', fileName: 'api.json', status: 'Done', at: '2026-11-20T09:15:00.000Z' }

test.each([
  ['the documented envelope', { payload: [upload] }, [read]],
  ['a bare list', [upload], [read]],
  ['a page inside the payload', { payload: { items: [upload], total: 1 } }, [read]],
  [
    'keys in Pascal case',
    { Payload: [{ Id: 12, FileName: 'api.json', Status: 'Done', UploadDate: upload.uploadDate }] },
    [read],
  ],
  ['a date without offset as UTC', { payload: [{ ...upload, uploadDate: '2026-11-20T09:15:00' }] }, [read]],
  ['a date with an offset', { payload: [{ ...upload, uploadDate: '2026-11-20T04:15:00.0000000-05:00' }] }, [read]],
  [
    'missing words as empty',
    { payload: [{ uploadDate: upload.uploadDate }] },
    [{ ...read, id: '', fileName: '', status: '' }],
  ],
  ['nothing of what has no date', { payload: [{ ...upload, uploadDate: 'yesterday' }, null, 5, [upload]] }, []],
  ['an empty list', { payload: [] }, []],
])('reads %s', async (_, body, uploads) => {
  const told = await ask({ body: JSON.stringify(body) })
  expect(told).toEqual({ uploads: { kind: 'list', uploads }, asked: ['GET /v1/conversions'] })
})

test.each([
  ['an answer of another status', { status: 403 }, 'it answered 403'],
  ['a page', { body: '<!doctype html>' }, 'its answer could not be understood'],
  ['two lists', { body: '{"payload":{"a":[],"b":[]}}' }, 'its answer could not be understood'],
  ['an answer that was cut', { body: '{"payload":[]}', complete: false }, 'its answer could not be understood'],
  ['silence', 'no connection came about', 'no connection came about'],
])('says why %s tells nothing', async (_, attempt, why) => {
  expect((await ask(attempt)).uploads).toEqual({ kind: 'silent', why })
})
