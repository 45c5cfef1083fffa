import type { Attempt } from '../domain/attempt.js'
import type { Client } from '../http.js'

/** Posts one batch to the conversions API, once. */
export function postBatch(client: Client, body: string | Buffer): Promise<Attempt> {
  return client.request('POST', '/v1/conversions', body)
}
