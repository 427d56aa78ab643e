// The wire as tests speak it: to any backend, without a socket, every answer validated by the oracle.
import type { Assistant, CreateAssistantBody } from '@/lib/protocol/assistant'
import type { ErrorBody } from '@/lib/protocol/error'
import type { StreamEvent } from '@/lib/protocol/event'
import type { CreateMessageBody, Message } from '@/lib/protocol/message'
import type { CreateRunBody, Run } from '@/lib/protocol/run'
import { readFrames } from '@/lib/protocol/sse'
import type { CreateThreadBody, Thread } from '@/lib/protocol/thread'
import type { Backend } from '../backend'
import { validateAnswer, validateError, validateEvent } from './oracle'

const BASE = 'http://playground.test/v1'

/** An error answer, as a value: tests look at its status and words. */
export interface Refusal extends ErrorBody {
  readonly status: number
}

/** A body that is sent as it stands. */
export const rawBody = (text: string) => ({ [RAW]: text })
const RAW = Symbol('raw')

const textOf = (body: object) => (RAW in body ? String(body[RAW]) : JSON.stringify(body))

export type Wire = ReturnType<typeof createWire>

export function createWire(backend: Backend) {
  async function send(method: string, path: string, body?: object): Promise<Response> {
    const hasBody = body !== undefined
    return backend(
      new Request(`${BASE}${path}`, {
        method,
        ...(hasBody && { body: textOf(body), headers: { 'content-type': 'application/json' } }),
      }),
    )
  }

  /** The answer's object. `T` is what the caller knows to have asked for; the oracle has validated it. */
  async function call<T>(method: string, path: string, body?: object): Promise<T> {
    const response = await send(method, path, body)
    const value: unknown = await response.json()
    if (response.status !== 200) throw new Error(`${method} ${path} was refused: ${JSON.stringify(value)}`)
    validateAnswer(method, path.split('?')[0] ?? path, value)
    return value as T
  }

  /** The refusal of a request that must be refused. */
  async function refusal(method: string, path: string, body?: object): Promise<Refusal> {
    const response = await send(method, path, body)
    const value: unknown = await response.json()
    if (response.status === 200) throw new Error(`${method} ${path} should have been refused: ${JSON.stringify(value)}`)
    validateError(value)
    return { status: response.status, ...(value as { error: ErrorBody }).error }
  }

  /** The events of a streaming request as they come, without the closing one, whose presence is checked. */
  async function* stream(path: string, body: object): AsyncGenerator<StreamEvent> {
    const response = await send('POST', path, { ...body, stream: true })
    if (!response.ok || !response.body) throw new Error(`POST ${path} was refused: ${await response.text()}`)
    let isDone = false
    for await (const { event = '', data } of readFrames(response.body)) {
      isDone = event === 'done' && data === '[DONE]'
      if (isDone) continue
      const value: unknown = JSON.parse(data)
      validateEvent(event, value)
      yield { event, data: value } as StreamEvent
    }
    if (!isDone) throw new Error('The stream ended without its closing event.')
  }

  return {
    send,
    call,
    refusal,
    stream,
    assistant: (body: Partial<CreateAssistantBody> = {}) =>
      call<Assistant>('POST', '/assistants', { model: 'tape', ...body }),
    thread: (body: CreateThreadBody = {}) => call<Thread>('POST', '/threads', body),
    message: (threadId: string, body: Partial<CreateMessageBody> = {}) =>
      call<Message>('POST', `/threads/${threadId}/messages`, { role: 'user', content: 'hello', ...body }),
    run: (threadId: string, body: CreateRunBody) => call<Run>('POST', `/threads/${threadId}/runs`, body),
    getRun: ({ thread_id, id }: Pick<Run, 'thread_id' | 'id'>) => call<Run>('GET', `/threads/${thread_id}/runs/${id}`),
  }
}

/** Every request to the backend bears the key. */
export const withKey =
  (backend: Backend, key: string): Backend =>
  (request) => {
    request.headers.set('idempotency-key', key)
    return backend(request)
  }

export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const item of items) all.push(item)
  return all
}
