// The guard before a handler that only says what reached it: no Next, no backend.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createAccess } from '../guard/access'
import { createGuard, type GuardRules } from '../guard/guard'
import { createLogin } from '../guard/login'
import { createLoginPages } from '../guard/login-page'
import { type Answer, ask, type Question } from './ask'

const messages = join(fileURLToPath(new URL('../../..', import.meta.url)), 'messages')

export interface GuardedServer {
  readonly host: string
  /** Moves the clock that sessions and limits go by. */
  passSeconds(seconds: number): void
  ask(path: string, question?: Question): Promise<Answer>
  /** A form as a page of this server sends it. */
  post(path: string, fields: Readonly<Record<string, string>>, headers?: Question['headers']): Promise<Answer>
  close(): Promise<void>
}

type Rules = Partial<Pick<GuardRules, 'allowedHosts' | 'corsOrigins' | 'maxBodyBytes'>> & { readonly token?: string }

export async function startGuarded({ token, ...rules }: Rules = {}): Promise<GuardedServer> {
  let now = Date.UTC(2026, 0, 1)
  const access = token && createAccess({ token, secret: Buffer.alloc(32, 7), clock: () => now })
  const guard = createGuard({
    allowedHosts: new Set(),
    corsOrigins: new Set(),
    maxBodyBytes: 1024,
    development: false,
    entrance: access ? { access, login: createLogin(access, createLoginPages(messages)) } : undefined,
    ...rules,
  })
  const server = createServer((request, response) => {
    if (guard(request, response)) response.end(JSON.stringify(request.headers))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  const askHere: GuardedServer['ask'] = (path, question) => ask(`http://${host}${path}`, question)
  return {
    host,
    passSeconds: (seconds) => void (now += seconds * 1000),
    ask: askHere,
    post: (path, fields, headers) =>
      askHere(path, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded', origin: `http://${host}`, ...headers },
        body: new URLSearchParams(fields).toString(),
      }),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
