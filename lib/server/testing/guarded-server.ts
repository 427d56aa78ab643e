// The guard before a handler that only says what reached it: no Next, no backend.
import { once } from 'node:events'
import { createServer, type IncomingMessage, request as requestOf } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { People } from '@/lib/backend/people/create-people'
import { entranceOf } from '../entrance'
import { type Environment, readEnvironment } from '../environment'
import type { EndedSessions } from '../guard/ended-sessions'
import { admitsUpgrade, createGuard, type GuardRules } from '../guard/guard'
import { createPeopleHere } from '../guard/people-here'
import { createSessionAnswers } from '../guard/session-answers'
import { type Answer, ask, type Question } from './ask'

const messages = join(fileURLToPath(new URL('../../..', import.meta.url)), 'messages')

export interface GuardedServer {
  readonly host: string
  /** Moves the clock that sessions and limits go by. */
  passSeconds(seconds: number): void
  ask(path: string, question?: Question): Promise<Answer>
  /** A form as a page of this server sends it. */
  post(path: string, fields: Readonly<Record<string, string>>, headers?: Question['headers']): Promise<Answer>
  /** Whether a page's socket is let in that asks with these headers. */
  admitsUpgrade(headers: Readonly<Record<string, string>>): Promise<boolean>
  close(): Promise<void>
}

interface Rules extends Partial<Pick<GuardRules, 'host' | 'allowedHosts' | 'corsOrigins' | 'maxBodyBytes'>> {
  readonly token?: string
  readonly people?: People
  readonly trustedProxies?: readonly string[]
  /** How people sign in, in the place of the token. */
  readonly environment?: Environment
}

export async function startGuarded({
  token,
  people,
  trustedProxies = [],
  environment,
  ...rules
}: Rules = {}): Promise<GuardedServer> {
  let now = Date.UTC(2026, 0, 1)
  const here = createPeopleHere()
  const answers = createSessionAnswers()
  if (people) here.open(people)
  const guardRules: GuardRules = {
    host: '127.0.0.1',
    allowedHosts: new Set(),
    corsOrigins: new Set(),
    maxBodyBytes: 1024,
    development: false,
    instance: 'this-process',
    ...{ here, answers },
    entrance: entranceOf({
      environment:
        environment ?? readEnvironment({ ...(token && { ACCESS_TOKEN: token }), ...proxiesIn(trustedProxies) }),
      ...{ secret: Buffer.alloc(32, 7), endedSessions: endedInMemory(), clock: () => now, here, answers, messages },
    }),
    ...rules,
  }
  const guard = createGuard(guardRules)
  const server = createServer((request, response) => {
    if (guard(request, response)) response.end(JSON.stringify({ ...request.headers, ':path': request.url }))
  })
  server.on('upgrade', (request, socket) => {
    const [status, name] = admitsUpgrade(request, guardRules) ? [101, 'Switching Protocols'] : [403, 'Forbidden']
    socket.end(`HTTP/1.1 ${status} ${name}\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n`)
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
    async admitsUpgrade(headers) {
      const request = requestOf(`http://${host}/_next/webpack-hmr`, {
        headers: { connection: 'upgrade', upgrade: 'websocket', ...headers },
      })
      request.end()
      const answers = [once(request, 'upgrade'), once(request, 'response')]
      const [answer] = (await Promise.race(answers)) as [IncomingMessage]
      request.destroy()
      return answer.statusCode === 101
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

const proxiesIn = (proxies: readonly string[]) => (proxies.length > 0 ? { TRUSTED_PROXIES: proxies.join(',') } : {})

/** Sessions that stay ended as long as the test lasts. */
export function endedInMemory(): EndedSessions {
  const ended = new Set<string>()
  return { has: ({ id }) => ended.has(id), end: ({ id }) => void ended.add(id) }
}
