// The server's own way of a request (guard, projects, backend) without a process and without pages.
import { mkdtemp, rm } from 'node:fs/promises'
import type { ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createSealer } from '@/lib/backend/sealing'
import type { CreatedKey, CreateKeyBody } from '@/lib/protocol/people'
import { readEnvironment } from '../environment'
import { createGuard } from '../guard/guard'
import { createPeopleHere } from '../guard/people-here'
import { createSessionAnswers } from '../guard/session-answers'
import { listen } from '../listen'
import { openBackend } from '../open-backend'
import type { Log } from '../operations/log'
import { createOperations } from '../operations/operations'
import { createWire } from '../wire'

export interface Asking {
  readonly method?: string
  readonly key?: string
  readonly project?: string
  /** JSON, or a form. */
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

export interface Answered {
  readonly status: number
  readonly text: string
  readonly json: Record<string, unknown>
}

/** How long a stream is listened to. */
const STREAM_MS = 100

export async function startProjects(variables: Readonly<Record<string, string>> = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'playground-'))
  const environment = readEnvironment({ DATA_DIR: folder, SCRIPTED_PACE_MS: '0', ...variables })
  const keys = { fingerprint: () => 'test' }
  const sealer = createSealer(() => Buffer.alloc(32, 1))
  const lines: Parameters<Log['line']>[] = []
  const log: Log = { line: (...line) => void lines.push(line), isStructured: true, errors: () => 0 }
  const operations = createOperations(environment, log)
  const unfinished = new Set<ServerResponse>()
  await operations.begin(unfinished, async () => opened.operated.level())
  const opened = await openBackend(environment, { instance: 'test', sealer, keys })
  const here = createPeopleHere()
  here.open(opened.people)
  const guard = createGuard({
    ...{ host: '127.0.0.1', allowedHosts: new Set(), corsOrigins: new Set(), maxBodyBytes: 1 << 20 },
    ...{ development: false, instance: 'test', here, answers: createSessionAnswers(), entrance: undefined },
  })
  const wire = operations.before(createWire(opened.backend))
  const { server, port } = await listen({ host: '127.0.0.1', port: 0 }, (request, response) => {
    if (!operations.take(request, response) && guard(request, response)) wire(request, response)
  })
  const url = `http://127.0.0.1:${port}`

  async function ask(path: string, { method = 'GET', key, project, body, headers }: Asking = {}): Promise<Answered> {
    const isForm = body instanceof FormData
    const leave = new AbortController()
    const response = await fetch(url + path, {
      method,
      redirect: 'manual',
      signal: leave.signal,
      headers: {
        ...(key !== undefined && { authorization: `Bearer ${key}` }),
        ...(project !== undefined && { 'openai-project': project }),
        ...(body !== undefined && !isForm && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: isForm ? body : JSON.stringify(body) }),
    })
    const isStream = response.headers.get('content-type')?.startsWith('text/event-stream') ?? false
    const text = isStream ? await heard(response, leave) : await response.text()
    return { status: response.status, text, json: jsonIn(text) }
  }

  return {
    ...{ url, ask, folder, operations, lines },
    operated: opened.operated,
    routes: opened.routes,
    people: opened.people,
    async makeProject(name: string): Promise<string> {
      return String((await ask('/api/settings/projects', { method: 'POST', body: { name } })).json['id'])
    },
    async makeKey(body: CreateKeyBody & { readonly project: string }): Promise<CreatedKey> {
      const { project, ...rest } = body
      const { json } = await ask('/api/settings/keys', { method: 'POST', project, body: rest })
      return json as unknown as CreatedKey
    },
    async stop() {
      server.close().closeAllConnections()
      await opened.close()
      await operations.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

export type RunningProjects = Awaited<ReturnType<typeof startProjects>>

async function heard(response: Response, leave: AbortController): Promise<string> {
  const timer = setTimeout(() => leave.abort(), STREAM_MS)
  let text = ''
  try {
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>)
      text += Buffer.from(chunk).toString()
  } catch {
    // It goes on, and nobody waits for its end.
  }
  clearTimeout(timer)
  return text
}

function jsonIn(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>
  } catch {
    return {}
  }
}
