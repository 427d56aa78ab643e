// What others do on a thread that is known here, and accounts that do not answer, as the pages see them.
import { describe, expect, it } from 'vitest'
import type { Backend } from '@/lib/backend/backend'
import { createGate, stop, text } from '@/lib/backend/embedded/testing/tapes'
import type { Assistant } from '@/lib/protocol/assistant'
import type { List } from '@/lib/protocol/list'
import type { Message } from '@/lib/protocol/message'
import type { AccountState, Change, RunSummary, ThreadSummary } from '@/lib/protocol/playground'
import { readFrames } from '@/lib/protocol/sse'
import { accountStage, type AdapterWire, own } from '../testing/account-stage'
import { counted, unlike } from '../testing/gateways'

const account = accountStage({ reports: false })

const compared = (wire: AdapterWire, thread: string) =>
  wire.call<{ changed: boolean }>('POST', own(`/threads/${thread}/compare`))

async function wordsOn(wire: AdapterWire, thread: string) {
  const { data } = await wire.call<List<Message>>('GET', own(`/threads/${thread}/messages?order=asc&limit=100`))
  return data.map(({ content: [part] }) => (part?.type === 'text' ? part.text.value : ''))
}

async function known(wire: AdapterWire) {
  const { id: assistant_id } = await wire.assistant({ model: 'ERNIE-4.0T-8K', name: 'helper' })
  const { id: thread_id } = await wire.thread({ messages: [{ role: 'user', content: 'one' }] })
  return { assistant_id, thread_id }
}

describe('a known thread', () => {
  it('is compared with the account: what others said stands at its place, each run is known', async () => {
    const wire = await account.over()
    const { assistant_id, thread_id } = await known(wire)
    expect(await compared(wire, thread_id)).toEqual({ changed: false })
    account.tapes.put([text('two'), stop])
    const { runs, messages } = account.face.client.threads
    const { id } = await runs.run({ assistant_id, thread_id })
    await messages.create({ thread_id, content: 'three' })
    // More than one answer of a list holds.
    for (let count = 4; count < 30; count += 1) await messages.create({ thread_id, content: String(count) })
    expect(await compared(wire, thread_id)).toEqual({ changed: true })
    const words = await wordsOn(wire, thread_id)
    expect(words.slice(0, 4)).toEqual(['one', 'two', 'three', '4'])
    expect(words).toHaveLength(29)
    expect((await wire.call<List<RunSummary>>('GET', own('/runs'))).data).toMatchObject([
      { id, run: { status: 'completed' } },
    ])
    expect(await compared(wire, thread_id), 'nothing is new a second time').toEqual({ changed: false })
  })

  it('has what was said elsewhere before what is said here afterwards, also where one has changed his words', async () => {
    const wire = await account.over()
    const { thread_id } = await known(wire)
    const { messages } = account.face.client.threads
    await messages.create({ thread_id, content: 'two' })
    const three = await wire.message(thread_id, { content: 'three' })
    await messages.update({ thread_id, message_id: three.id, content: 'third' })
    expect(await compared(wire, thread_id)).toEqual({ changed: true })
    expect(await wordsOn(wire, thread_id)).toEqual(['one', 'two', 'third'])
  })

  it('takes no message and no run from here while others have a run underway there', async () => {
    const wire = await account.over()
    const { assistant_id, thread_id } = await known(wire)
    const gate = createGate()
    account.tapes.put([text('half'), gate, text(' and whole'), stop])
    const stream = await account.face.client.threads.runs.streamRun({ assistant_id, thread_id })
    await stream.next()
    await gate.reached
    const path = `/threads/${thread_id}`
    const refusal = await wire.refusal('POST', `${path}/messages`, { role: 'user', content: 'two' })
    expect(refusal).toMatchObject({ status: 400, message: expect.stringContaining('is active') as string })
    expect((await wire.refusal('POST', `${path}/runs`, { assistant_id })).message).toContain('active run')
    const { last_run } = await wire.call<ThreadSummary>('GET', own(path))
    gate.release()
    const statusNow = async () => (await wire.getRun({ thread_id, id: last_run?.id ?? '' })).status
    await expect.poll(statusNow, { timeout: 5_000, interval: 10 }).toBe('completed')
    expect(await wordsOn(wire, thread_id)).toEqual(['one', 'half and whole'])
    expect(await compared(wire, thread_id)).toEqual({ changed: false })
    await stream.return(undefined)
  })

  it('is compared once for a message and the run that follows it', async () => {
    const gateway = counted(account.face.face)
    const wire = await account.over(gateway.gateway, { clock: () => 1_700_000_000_000 })
    const { assistant_id, thread_id } = await known(wire)
    account.tapes.put([text('two'), stop])
    const lists = () => ['/v2/threads/runs/list', '/v2/threads/messages/list'].map(gateway.countOf)
    const [runsBefore = 0, messagesBefore = 0] = lists()
    await wire.message(thread_id, { content: 'three' })
    await wire.run(thread_id, { assistant_id })
    expect(lists()).toEqual([runsBefore + 1, messagesBefore + 1])
  })

  it('that was deleted there is not found', async () => {
    const wire = await account.over()
    const { thread_id } = await known(wire)
    await account.face.client.threads.delete({ thread_id })
    expect(await wire.refusal('POST', own(`/threads/${thread_id}/compare`))).toMatchObject({ status: 404 })
    expect(await wordsOn(wire, thread_id), 'what is known of it stays').toEqual(['one'])
  })
})

describe('an account', () => {
  /** Answers until it is told to do something else. */
  function moody() {
    let answer: Backend = account.face.face
    const gateway: Backend = (request) => answer(request)
    return { gateway, becomes: (next: Backend) => (answer = next) }
  }
  const silent: Backend = () => new Promise(() => {})
  const stateOf = (wire: AdapterWire) => wire.call<AccountState>('GET', own('/account'))

  it('that is silent is given up in words, and pages show what is known', async () => {
    const { gateway, becomes } = moody()
    const wire = await account.over(gateway, { patienceMs: 2_000 })
    const { thread_id } = await known(wire)
    expect(await stateOf(wire)).toMatchObject({ status: 'answering' })
    becomes(silent)
    const refusal = await wire.refusal('POST', own(`/threads/${thread_id}/compare`))
    expect(refusal).toMatchObject({ status: 504, code: 'account_silent' })
    expect(refusal.message).toBe('AppBuilder has not answered for 2 s.')
    expect(await wordsOn(wire, thread_id)).toEqual(['one'])
    const { status, answered_ms, since_ms } = await stateOf(wire)
    expect({ status, isSince: Number(since_ms) >= Number(answered_ms) }).toEqual({ status: 'silent', isSince: true })
    becomes(account.face.face)
    await compared(wire, thread_id)
    expect(await stateOf(wire)).toMatchObject({ status: 'answering' })
  })

  it('that is silent is waited for once by all who ask for a thread of which nothing is known', async () => {
    const asked: string[] = []
    const wire = await account.over((request) => (asked.push(new URL(request.url).pathname), silent(request)), {
      patienceMs: 200,
    })
    const refusals = await Promise.all([
      wire.refusal('GET', own('/threads/thread_unseen')),
      wire.refusal('GET', own('/threads/thread_unseen/messages')),
      wire.refusal('POST', own('/threads/thread_unseen/compare')),
    ])
    expect(refusals.map(({ status }) => status)).toEqual([504, 504, 504])
    expect(asked).toEqual(['/v2/threads/query'])
  })

  const assistantsOn = (wire: AdapterWire) => wire.call<List<Assistant>>('GET', own('/assistants'))
  /** Pages wait for the account for as long as it takes. */
  const patient = (_: number, signal: AbortSignal) =>
    new Promise<void>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)))

  it('that is silent leaves its assistants as they were last seen', async () => {
    const { gateway, becomes } = moody()
    const wire = await account.over(gateway, { patienceMs: 200, sleep: patient })
    const { assistants } = account.face.client
    const { id: gone } = await assistants.create({ name: 'gone' })
    for (const name of ['one', 'two']) await assistants.create({ name })
    const seen = await assistantsOn(wire)
    expect(seen.data.map(({ name }) => name)).toEqual(['two', 'one', 'gone'])
    becomes(silent)
    expect(await assistantsOn(wire)).toEqual(seen)
    expect(await stateOf(wire), 'which is said above').toMatchObject({ status: 'silent' })
    expect(await wire.call('GET', own(`/assistants/${gone}`))).toEqual(seen.data[2])
    expect(await wire.refusal('GET', own('/assistants/asst_unseen'))).toMatchObject({ status: 504 })
    expect(await wire.refusal('GET', '/assistants'), 'programs are told').toMatchObject({ status: 504 })
    becomes(account.face.face)
    await assistants.delete({ assistant_id: gone })
    await wire.call('GET', '/assistants')
    expect((await assistantsOn(wire)).data.map(({ name }) => name)).toEqual(['two', 'one'])
    expect(await wire.refusal('GET', own(`/assistants/${gone}`))).toMatchObject({ status: 404 })
  })

  it('that is slow tells later what pages were not shown', async () => {
    const { gateway, becomes } = moody()
    const wire = await account.over(gateway)
    const { assistants } = account.face.client
    await assistants.create({ name: 'one' })
    await wire.call('GET', '/assistants')
    const { body } = await wire.send('GET', own('/changes'))
    if (!body) throw new Error('There are no changes.')
    const frames = readFrames(body)
    await frames.next()
    let answer = () => {}
    const asked = new Promise<void>((resolve) => (answer = resolve))
    becomes(async (request) => {
      await asked
      return account.face.face(request)
    })
    const { id } = await assistants.create({ name: 'two' })
    expect((await assistantsOn(wire)).data.map(({ name }) => name)).toEqual(['one'])
    answer()
    const { value } = await frames.next()
    expect(JSON.parse(value?.data ?? '')).toMatchObject({ kind: 'assistant', verb: 'put', id })
    await frames.return(undefined)
  })

  it('whose answer stops in the middle is given up as well', async () => {
    const { gateway, becomes } = moody()
    const wire = await account.over(gateway, { patienceMs: 200 })
    becomes(async () => new Response(new ReadableStream({ start: (c) => c.enqueue(new TextEncoder().encode('{')) })))
    expect(await wire.refusal('GET', '/assistants')).toMatchObject({ status: 504, code: 'account_silent' })
    expect(await stateOf(wire)).toMatchObject({ status: 'silent' })
  })

  it('that does not take the key is told as that, with what to do, and to whoever follows the changes', async () => {
    const { gateway, becomes } = moody()
    const wire = await account.over(gateway)
    const { body } = await wire.send('GET', own('/changes'))
    if (!body) throw new Error('There are no changes.')
    const frames = readFrames(body)
    await frames.next()
    becomes(async () => new Response('no', { status: 401 }))
    const refusal = await wire.refusal('GET', '/assistants')
    expect(refusal).toMatchObject({ status: 502, code: 'account_key_refused' })
    expect(refusal.message).toContain('APPBUILDER_TOKEN')
    const { value } = await frames.next()
    expect(JSON.parse(value?.data ?? '') as Change).toMatchObject({ kind: 'account', id: 'appbuilder' })
    expect(await stateOf(wire)).toMatchObject({ status: 'refused' })
    await frames.return(undefined)
  })

  it('is read with a limit', async () => {
    const piece = new Uint8Array(4 * 1024 * 1024).fill(32)
    const endless = async () => new Response(new ReadableStream({ pull: (controller) => controller.enqueue(piece) }))
    const wire = await account.over(endless)
    const refusal = await wire.refusal('GET', '/assistants')
    expect(refusal).toMatchObject({ status: 502, code: 'upstream_error' })
    expect(refusal.message).toContain('larger than')
  })
})

describe('a create under a key', () => {
  const at = '/v2/threads/messages'

  it('that no answer came to is not done again: nobody knows whether it was done', async () => {
    const lost = async (request: Request, pass: Backend) => {
      await pass(request)
      throw new TypeError('fetch failed')
    }
    const answers = { [at]: lost }
    const wire = await account.over(unlike(account.face.face, answers))
    const { thread_id } = await known(wire)
    const path = `/threads/${thread_id}/messages`
    const body = { role: 'user', content: 'two' }
    expect(await wire.under('key').refusal('POST', path, body)).toMatchObject({ status: 502 })
    const refusal = await wire.under('key').refusal('POST', path, body)
    expect(refusal).toMatchObject({ status: 400, code: 'idempotency_outcome_unknown' })
    await compared(wire, thread_id)
    expect(await wordsOn(wire, thread_id), 'it had been done, once').toEqual(['one', 'two'])
  })

  it('that the account refused is done when it comes again', async () => {
    const refuse = async () => Response.json({ error: { code: 'x', message: 'No.', type: 't', param: null } })
    const refusals = [refuse]
    const gateway = unlike(account.face.face, { [at]: (request, pass) => refusals.pop()?.() ?? pass(request) })
    const wire = await account.over(gateway)
    const { thread_id } = await known(wire)
    const path = `/threads/${thread_id}/messages`
    const body = { role: 'user', content: 'two' } as const
    expect(await wire.under('key').refusal('POST', path, body)).toMatchObject({ status: 400, message: 'No.' })
    expect(await wire.under('key').message(thread_id, body)).toEqual(await wire.under('key').message(thread_id, body))
    expect(await wordsOn(wire, thread_id)).toEqual(['one', 'two'])
  })
})
