import type { Attempt } from '../domain/attempt.js'
import type { Client } from '../http.js'

/** Sends the bytes of one batch, a JSON array, once; never throws for what happens on the way. */
export type Send = (body: string | Buffer) => Promise<Attempt>

/** Posts one batch to the conversions API, once. */
export function postBatch(client: Client, body: string | Buffer): Promise<Attempt> {
  return client.request('POST', '/v1/conversions', body)
}
