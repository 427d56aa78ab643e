// A connection whose bytes are the test's own: what no HTTP client would send, and what it would not leave unfinished.
import { once } from 'node:events'
import { connect } from 'node:net'

export interface RawConnection {
  send(text: string): void
  /** All that has come, once the server has ended the connection. */
  readonly closed: Promise<string>
  /** Everything up to and with the pattern's first match. */
  heard(pattern: RegExp): Promise<string>
  /** Breaks off, as a client does that is killed. */
  breakOff(): Promise<void>
}

export async function openRaw(url: string): Promise<RawConnection> {
  const { hostname, port } = new URL(url)
  const socket = connect({ host: hostname, port: Number(port) })
  let text = ''
  let look = () => {}
  socket.on('data', (chunk) => {
    text += chunk.toString('latin1')
    look()
  })
  // A server that has heard enough may reset the connection.
  socket.on('error', () => {})
  const closed = new Promise<string>((resolve) => socket.once('close', () => resolve(text)))
  await new Promise<void>((resolve) => socket.once('connect', resolve))
  return {
    send: (bytes) => void socket.write(bytes),
    closed,
    heard: (pattern) =>
      new Promise((resolve) => {
        look = () => {
          if (pattern.test(text)) resolve(text)
        }
        look()
      }),
    async breakOff() {
      socket.resetAndDestroy()
      await closed
    },
  }
}

/** What comes back on a connection that is read only once all of the bytes are sent. */
export async function sendBeforeReading(url: string, bytes: readonly string[]): Promise<string> {
  const { hostname, port } = new URL(url)
  const socket = connect({ host: hostname, port: Number(port) })
  const closed = once(socket, 'close')
  let text = ''
  for (const part of bytes) await new Promise<void>((resolve) => socket.write(part, () => resolve()))
  socket.setEncoding('latin1').on('data', (chunk: string) => (text += chunk))
  socket.end()
  await closed
  return text
}

export interface RawRequest {
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

/** The bytes of a request; its body may be shorter than its headers say. */
export function rawRequest(line: string, { headers = {}, body = '' }: RawRequest = {}): string {
  const fields = Object.entries({ host: 'localhost', ...headers }).map(([name, value]) => `${name}: ${value}\r\n`)
  return `${line} HTTP/1.1\r\n${fields.join('')}\r\n${body}`
}
