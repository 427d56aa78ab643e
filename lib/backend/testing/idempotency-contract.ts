// What every backend does with a create that bears an idempotency key.
import { expect, it } from 'vitest'
import { weather } from '@/lib/backend/embedded/testing/functions'
import { call, createGate, stop, stopForCalls, text } from '@/lib/backend/embedded/testing/tapes'
import type { Assistant } from '@/lib/protocol/assistant'
import type { List } from '@/lib/protocol/list'
import type { Message } from '@/lib/protocol/message'
import type { Run } from '@/lib/protocol/run'
import type { Thread } from '@/lib/protocol/thread'
import type { At } from './stage'
import { collect } from './wire'

export function creates(at: At) {
  objects(at)
  runs(at)
}

function objects(at: At) {
  it('are done once, however often they arrive', async () => {
    const { wire } = at()
    const again = wire.under('key-1')
    const body = { model: 'tape', name: 'one' }
    const [first, second] = await Promise.all([again.assistant(body), again.assistant(body)])
    const third = await again.send('POST', '/assistants', body)
    expect([second, await third.json()]).toEqual([first, first])
    expect(third.headers.get('idempotent-replayed')).toBe('true')
    expect((await wire.call<List<Assistant>>('GET', '/assistants')).data).toHaveLength(1)

    const thread: Thread = await again.thread()
    expect(await again.thread()).toEqual(thread)
    const said = await again.message(thread.id)
    expect(await again.message(thread.id)).toEqual(said)
    expect((await wire.call<List<Message>>('GET', `/threads/${thread.id}/messages`)).data).toEqual([said])
    expect((await wire.under('key-2').message(thread.id)).id).not.toBe(said.id)
  })

  it('refuse a key that was used for another body', async () => {
    const again = at().wire.under('key-1')
    await again.assistant({ name: 'one' })
    const refusal = await again.refusal('POST', '/assistants', { model: 'tape', name: 'two' })
    expect(refusal).toMatchObject({ status: 400, code: 'idempotency_key_reused' })
    expect((await at().wire.call<List<Assistant>>('GET', '/assistants')).data).toHaveLength(1)
  })
}

function runs(at: At) {
  it('begin one run, and are done later when they were refused', async () => {
    const { tapes, wire } = at()
    const gate = createGate()
    tapes.put([gate, text('done'), stop], [text('again'), stop])
    const [{ id: assistant_id }, thread] = [await wire.assistant(), await wire.thread()]
    await wire.message(thread.id)
    const [run, same] = await Promise.all([1, 2].map(() => wire.under('key-1').run(thread.id, { assistant_id })))
    expect(same).toEqual(run)
    const path = `/threads/${thread.id}/runs`
    const refusal = await wire.under('key-2').refusal('POST', path, { assistant_id })
    expect(refusal.message).toContain('already has an active run')
    gate.release()
    const statusNow = async () => (await wire.getRun(run as Run)).status
    await expect.poll(statusNow, { timeout: 20_000, interval: 10 }).toBe('completed')
    await wire.message(thread.id)
    expect(await wire.under('key-1').run(thread.id, { assistant_id })).toEqual(run)
    expect((await wire.under('key-2').run(thread.id, { assistant_id })).id).not.toBe(run?.id)
    expect((await wire.call<List<Run>>('GET', path)).data).toHaveLength(2)
  })

  it('that stream tell the same leg again', async () => {
    const { tapes, wire } = at()
    tapes.put([...call(0, weather.function.name, '{"city":"Rome"}'), stopForCalls], [text('Sunny.'), stop])
    const [{ id: assistant_id }, thread] = [await wire.assistant({ tools: [weather] }), await wire.thread()]
    await wire.message(thread.id)
    const path = `/threads/${thread.id}/runs`
    const begin = () => collect(wire.under('key-1').stream(path, { assistant_id }))
    const begun = await begin()
    const waiting = begun.at(-1)?.data as Run
    expect(waiting.status).toBe('requires_action')
    expect(await begin()).toEqual(begun)
    const calls = waiting.required_action?.submit_tool_outputs.tool_calls ?? []
    const tool_outputs = calls.map(({ id }) => ({ tool_call_id: id, output: 'sunny' }))
    const submit = () =>
      collect(wire.under('key-1').stream(`${path}/${waiting.id}/submit_tool_outputs`, { tool_outputs }))
    const answered = await submit()
    expect(answered.at(-1)?.event).toBe('thread.run.completed')
    expect(await submit()).toEqual(answered)
    expect(await begin()).toEqual(begun)
  })
}
