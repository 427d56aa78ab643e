// A client that costs little: it shares the machine with the servers it measures.
import { Agent, request, type IncomingMessage } from 'node:http'

export interface Exchange {
  readonly method?: 'GET' | 'POST'
  readonly path: string
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  readonly signal?: AbortSignal
}

export interface Answer {
  readonly text: string
  /** From the sending of the request to the first and to the last byte of the body, in milliseconds. */
  readonly firstByteMs: number
  readonly totalMs: number
}

export type Client = ReturnType<typeof createClient>

/** Speaks to one server over connections that stay open. An answer other than 200 is thrown. */
export function createClient(url: string) {
  const agent = new Agent({ keepAlive: true, maxSockets: Infinity })

  function open({ method = 'GET', path, body, headers, signal }: Exchange): Promise<IncomingMessage> {
    const payload = body === undefined ? undefined : JSON.stringify(body)
    const type = payload === undefined ? {} : { 'content-type': 'application/json' }
    return new Promise((resolve, reject) => {
      const options = { method, agent, ...(signal && { signal }), headers: { accept: '*/*', ...type, ...headers } }
      request(new URL(path, url), options, resolve).on('error', reject).end(payload)
    })
  }

  return {
    /** Hands on the body's chunks as they come. */
    async stream(exchange: Exchange, onChunk: (chunk: Buffer) => void): Promise<void> {
      const response = await open(exchange)
      for await (const chunk of response as AsyncIterable<Buffer>) onChunk(chunk)
      if (response.statusCode === 200) return
      throw new Error(`${exchange.method ?? 'GET'} ${exchange.path} was answered with ${response.statusCode}.`)
    },

    async send(exchange: Exchange): Promise<Answer> {
      const chunks: Buffer[] = []
      const startedAt = performance.now()
      let firstByteMs = 0
      await this.stream(exchange, (chunk) => {
        if (chunks.length === 0) firstByteMs = performance.now() - startedAt
        chunks.push(chunk)
      })
      return { text: Buffer.concat(chunks).toString('utf8'), firstByteMs, totalMs: performance.now() - startedAt }
    },

    async json<T>(exchange: Exchange): Promise<T> {
      return JSON.parse((await this.send(exchange)).text) as T
    },
  }
}
