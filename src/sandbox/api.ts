import { type Account, empty, envelope, plain, profileOf, type Reply } from './answers.js'
import type { ConversionStore } from './store.js'

const uploadPath = /^\/api\/v1\/conversions\/(\d{1,15})(\/status)?$/

/** Says what is wrong with the key of a request, as the API does; undefined when nothing is. */
export function refuseKey(given: string, right: string | undefined): Reply | undefined {
  // The API tells a missing key in its envelope and a wrong one in bare text: both are documented.
  if (given === '') return envelope(401, { errors: ['An API key is required.'], hasErrors: true }, null)
  return right === undefined || given === right ? undefined : plain(401, 'Invalid API key')
}

/** Answers what the API offers beside POST /v1/conversions. */
export function answerApi(method: string, path: string, store: ConversionStore, account: Account): Reply {
  if (path === '/api/v1/me') {
    return method === 'GET' ? envelope(200, { payload: profileOf(account) }, account) : notAllowed('GET')
  }
  if (path === '/api/v1/conversions') {
    return method === 'GET' ? envelope(200, { payload: store.uploads() }, account) : notAllowed('GET, POST')
  }
  const [, id, status] = uploadPath.exec(path) ?? []
  return id === undefined ? empty(404) : answerUpload(method, Number(id), status !== undefined, store, account)
}

function answerUpload(
  method: string,
  id: number,
  asksStatus: boolean,
  store: ConversionStore,
  account: Account,
): Reply {
  const allowed = asksStatus ? 'GET' : 'DELETE'
  if (method !== allowed) return notAllowed(allowed)
  const upload = store.upload(id)
  if (upload === undefined) {
    return envelope(404, { errors: [`There is no upload ${id}.`], hasErrors: true }, account)
  }
  if (!asksStatus) store.remove(id)
  return envelope(200, { payload: upload }, account)
}

function notAllowed(allow: string): Reply {
  return empty(405, { allow })
}
