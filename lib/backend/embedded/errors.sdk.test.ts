import Libsql from 'libsql'
import {
  APIConnectionError,
  APIError,
  APIUserAbortError,
  AuthenticationError,
  BadRequestError,
  InternalServerError,
  NotFoundError,
  PermissionDeniedError,
  RateLimitError,
} from 'openai'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSdk } from '@/lib/backend/testing/sdk'
import { startServer, type RunningServer } from '@/lib/server/testing/start-server'
import { useServer } from '@/lib/server/testing/use-server'
import { sqliteFileIn } from '@/lib/backend/store/open-sqlite'
import { weather } from './testing/functions'

const playground = useServer()

/** The error that a call of the package throws, after how many requests. */
async function errorOf(call: Promise<unknown>): Promise<APIError> {
  const error: unknown = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof APIError)) throw new Error(`Expected an error of the package, got ${String(error)}`)
  return error
}

describe('a request that is wrong', () => {
  it('is a BadRequestError that names the parameter', async () => {
    const { assistants } = playground.client.beta
    const error = await errorOf(assistants.create({ model: 'scripted', temperature: 2.5 }))
    expect(error).toBeInstanceOf(BadRequestError)
    expect(error).toMatchObject({
      status: 400,
      type: 'invalid_request_error',
      param: 'temperature',
      code: 'decimal_above_max_value',
      requestID: expect.stringMatching(/^req_/) as string,
    })
    const unknown = { model: 'scripted', colour: 'red' }
    expect(await errorOf(assistants.create(unknown))).toMatchObject({ code: 'unknown_parameter', param: 'colour' })
    expect(playground.sdk.exchanges).toHaveLength(2)
  })

  it('is a NotFoundError where there is no such object', async () => {
    const { assistants, threads } = playground.client.beta
    const { id: thread_id } = await threads.create()
    const assistant = await errorOf(assistants.retrieve('asst_none'))
    expect(assistant).toBeInstanceOf(NotFoundError)
    expect(assistant).toMatchObject({ status: 404, requestID: expect.stringMatching(/^req_/) as string })
    expect(assistant.message).toContain("No assistant found with id 'asst_none'.")
    const calls = [
      () => threads.runs.retrieve('run_none', { thread_id }),
      () => threads.messages.retrieve('msg_none', { thread_id }),
      () => threads.retrieve('thread_none'),
      () => threads.runs.create(thread_id, { assistant_id: 'asst_none' }),
      () => playground.client.models.retrieve('model-none'),
    ]
    for (const call of calls) expect(await errorOf(call())).toBeInstanceOf(NotFoundError)
  })

  it('is refused before a stream begins', async () => {
    const { threads } = playground.client.beta
    const { id } = await threads.create()
    const stream = threads.runs.stream(id, { assistant_id: 'asst_none' })
    expect(await errorOf(stream.finalRun())).toBeInstanceOf(NotFoundError)
  })

  it('is an APIError with its status when its body is too large', async () => {
    const content = 'x'.repeat(256_000)
    const messages = Array.from({ length: 80 }, () => ({ role: 'user' as const, content }))
    expect(await errorOf(playground.client.beta.threads.create({ messages }))).toMatchObject({
      status: 413,
      code: 'request_too_large',
    })
  })

  it('is a PermissionDeniedError when a page of another origin sends it', async () => {
    const sdk = createSdk(playground.server.url, { defaultHeaders: { Origin: 'https://elsewhere.example' } })
    expect(await errorOf(sdk.client.beta.threads.create())).toBeInstanceOf(PermissionDeniedError)
    expect(sdk.violations).toEqual([])
  })
})

describe('a thread with an active run', () => {
  async function waiting() {
    const { assistants, threads } = playground.client.beta
    const { id: assistant_id } = await assistants.create({ model: 'scripted', tools: [weather] })
    const messages = [{ role: 'user' as const, content: 'What is the weather in Paris?' }]
    const run = await threads.createAndRunPoll({ assistant_id, thread: { messages } }, { pollIntervalMs: 10 })
    expect(run.status).toBe('requires_action')
    return { ...run, threads, before: playground.sdk.exchanges.length }
  }

  it('refuses messages, runs and its deletion with a 400 that is not tried again', async () => {
    const { threads, thread_id, id, assistant_id, before } = await waiting()
    const message = await errorOf(threads.messages.create(thread_id, { role: 'user', content: 'x' }))
    expect(message).toBeInstanceOf(BadRequestError)
    expect(message.message).toContain(`Can't add messages to ${thread_id} while a run ${id} is active.`)
    const run = await errorOf(threads.runs.create(thread_id, { assistant_id }))
    expect(run).toBeInstanceOf(BadRequestError)
    expect(run.message).toContain(`Thread ${thread_id} already has an active run ${id}.`)
    expect(await errorOf(threads.delete(thread_id))).toBeInstanceOf(BadRequestError)
    expect(playground.sdk.exchanges.slice(before).map(({ status }) => status)).toEqual([400, 400, 400])
  })

  it('refuses outputs and cancels at the wrong time with the words of the service', async () => {
    const { threads, thread_id, id } = await waiting()
    const wrong = threads.runs.submitToolOutputs(id, { thread_id, tool_outputs: [{ tool_call_id: 'a', output: '' }] })
    expect((await errorOf(wrong)).message).toMatch(/Expected tool outputs for call_ids \['call_\w+'\], got \['a'\]/)
    await threads.runs.cancel(id, { thread_id })
    await threads.runs.poll(id, { thread_id }, { pollIntervalMs: 10 })
    const late = threads.runs.submitToolOutputs(id, { thread_id, tool_outputs: [] })
    expect((await errorOf(late)).message).toContain('Runs in status "cancelled" do not accept tool outputs.')
    const again = threads.runs.cancel(id, { thread_id })
    expect((await errorOf(again)).message).toContain("Cannot cancel run with status 'cancelled'.")
  })
})

describe('a server whose store fails', () => {
  it('is an InternalServerError that tells nothing of the inside, and works again afterwards', async () => {
    const { server, sdk } = playground
    // The server may be writing.
    const file = new Libsql(sqliteFileIn(server.dataDir), { timeout: 10_000 })
    const patient = createSdk(server.url, { maxRetries: 1 })
    file.exec('alter table assistants rename to assistants_away')
    const error = await errorOf(patient.client.beta.assistants.list())
    file.exec('alter table assistants_away rename to assistants')
    file.close()
    expect(error).toBeInstanceOf(InternalServerError)
    expect(error).toMatchObject({ status: 500, type: 'server_error', requestID: expect.any(String) as string })
    expect(JSON.stringify(error.error)).not.toMatch(/assistants|sqlite|\/|at /i)
    expect(patient.exchanges.map(({ status }) => status)).toEqual([500, 500])
    expect(patient.violations).toEqual([])
    await sdk.client.beta.assistants.list()
  })
})

describe('a request that its client gives up', () => {
  it('is an APIUserAbortError', async () => {
    const leaving = new AbortController()
    const call = playground.client.beta.threads.create({}, { signal: leaving.signal })
    leaving.abort()
    expect(await errorOf(call)).toBeInstanceOf(APIUserAbortError)
  })
})

describe('a server that wants a token', () => {
  const token = 'correct-horse-battery-staple'
  let guarded: RunningServer
  beforeAll(async () => {
    guarded = await startServer({ env: { ACCESS_TOKEN: token } })
  })
  afterAll(async () => {
    await guarded.stop()
  })

  it('takes it as the API key', async () => {
    const { client, violations } = createSdk(guarded.url, { apiKey: token })
    expect(await client.beta.threads.create()).toMatchObject({ object: 'thread' })
    expect(violations).toEqual([])
  })

  it('is an AuthenticationError without it, once, and repeats no key', async () => {
    const { client, exchanges, violations } = createSdk(guarded.url, { apiKey: 'sk-not-the-token' })
    const error = await errorOf(client.beta.threads.create())
    expect(error).toBeInstanceOf(AuthenticationError)
    expect(error).toMatchObject({ status: 401, code: 'invalid_api_key', requestID: expect.any(String) as string })
    expect(error.message).not.toContain('sk-not-the-token')
    expect(exchanges).toHaveLength(1)
    expect(violations).toEqual([])
  })

  it('is a RateLimitError for whoever guesses, with the time to wait', async () => {
    const guess = async (index: number) => {
      const { client, violations } = createSdk(guarded.url, { apiKey: `guess-${index}`, maxRetries: 0 })
      const error = await errorOf(client.models.list())
      expect(violations).toEqual([])
      return error
    }
    let error = await guess(0)
    for (let index = 1; index < 20 && error instanceof AuthenticationError; index++) error = await guess(index)
    expect(error).toBeInstanceOf(RateLimitError)
    expect(error).toMatchObject({ status: 429, code: 'rate_limit_exceeded' })
    expect(Number(error.headers?.get('retry-after'))).toBeGreaterThan(0)
  })

  it('is an APIConnectionError once it is gone', async () => {
    const { client } = createSdk(guarded.url, { apiKey: token, maxRetries: 0 })
    await guarded.stop()
    expect(await errorOf(client.beta.threads.create())).toBeInstanceOf(APIConnectionError)
  })
})
