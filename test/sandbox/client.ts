import { request } from 'node:http'
import { type Sandbox, type SandboxOptions, startSandbox } from '../../src/sandbox/server.js'

/** What came back for one request, down to how the connection ended. */
export interface Exchange {
  readonly status: number | null
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly text: string
  /** Whether the answer ended as HTTP says it should. */
  readonly complete: boolean
  readonly error: string | null
}

/** The request of the sample answers: of four records number 1 has no revenue and number 3 no identifier. */
export const fourRecords = [
  { orderId: 'A-1001', primaryEmail: 'a@example.com', revenue: 10, eventDate: '2025-01-01T00:00:00Z' },
  { orderId: 'A-1002', primaryEmail: 'b@example.com', eventDate: '2025-01-02T00:00:00Z' },
  { orderId: 'A-1003', primaryEmail: 'c@example.com', revenue: 30, eventDate: '2025-01-03T00:00:00Z' },
  { orderId: 'A-1004', revenue: 40, eventDate: '2025-01-04T00:00:00Z' },
]

/** A record that nothing is held against. */
export function sale(keys: object = {}): object {
  return { primaryEmail: 'pat@example.com', revenue: 12.5, eventDate: '2025-01-01T10:00:00Z', ...keys }
}

/** Runs a test against a stand-in that is closed whatever happens. */
export async function withSandbox(options: SandboxOptions, test: (sandbox: Sandbox) => Promise<void>): Promise<void> {
  const sandbox = await startSandbox(options)
  try {
    await test(sandbox)
  } finally {
    await sandbox.close()
  }
}

/** Sends conversions: a string as it is, anything else as JSON. */
export function post(sandbox: Sandbox, body: unknown, headers: Record<string, string> = {}): Promise<Exchange> {
  return ask(sandbox, 'POST', '/api/v1/conversions', typeof body === 'string' ? body : JSON.stringify(body), headers)
}

/** One request on its own connection, with a right key unless told otherwise; never rejects. */
export function ask(
  sandbox: Sandbox,
  method: string,
  path: string,
  body: string | Buffer = '',
  headers: Record<string, string> = {},
): Promise<Exchange> {
  return new Promise((resolve) => {
    const sent = request({
      host: '127.0.0.1',
      port: sandbox.port,
      method,
      path,
      agent: false,
      headers: { 'x-api-key': 'LL-API-test', 'content-length': Buffer.byteLength(body), ...headers },
    })
    sent.on('error', (error: NodeJS.ErrnoException) => {
      resolve({ status: null, headers: {}, text: '', complete: false, error: error.code ?? error.message })
    })
    sent.on('response', (answer) => {
      const chunks: Buffer[] = []
      const settle = (error: string | null) => {
        const text = Buffer.concat(chunks).toString()
        resolve({ status: answer.statusCode ?? null, headers: answer.headers, text, complete: answer.complete, error })
      }
      answer.on('data', (chunk: Buffer) => chunks.push(chunk))
      answer.on('error', (error: NodeJS.ErrnoException) => settle(error.code ?? error.message))
      answer.on('end', () => settle(null))
    })
    sent.end(body)
  })
}

/** The JSON of an answer, with keys of any kind. */
export function json(exchange: Exchange) {
  return JSON.parse(exchange.text)
}

/** What the stand-in stored, by order id. */
export function storedOrders(sandbox: Sandbox): readonly unknown[] {
  return sandbox.store().map(({ record }) => record.orderId)
}
