import type { IncomingMessage } from 'node:http'

const mostBytes = 30_000_000

/** Reads a request body to its end; undefined when it is larger than the framework's 30 MB. Rejects when it breaks off. */
export async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  let chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > mostBytes) chunks = []
    else chunks.push(chunk)
  }
  return bytes > mostBytes ? undefined : Buffer.concat(chunks)
}
