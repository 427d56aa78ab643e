import { stat } from 'node:fs/promises'
import Libsql from 'libsql'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Message } from '@/lib/protocol/message'
import type { Step } from '@/lib/protocol/step'
import { sqliteFileIn } from '@/lib/backend/store/open-sqlite'
import { startEmbedded, type TestBackend } from './testing/embedded'
import { createGate, createTapes, stop, text, type Gate } from './testing/tapes'
import type { ModelChunk } from '@/lib/backend/models/model'

let wire: TestBackend
let tapes: ReturnType<typeof createTapes>

beforeEach(async () => {
  tapes = createTapes()
  wire = await startEmbedded(tapes.models)
})
afterEach(() => wire.close())

const gates = (count: number): Gate[] => Array.from({ length: count }, createGate)

/** Begins a run whose model says one piece, waits at a gate, says the next; gives what sees each piece stored. */
async function begin(pieces: readonly ModelChunk[], end: ModelChunk) {
  const stops = gates(pieces.length)
  tapes.put([...pieces.flatMap((piece, index) => [piece, stops[index]!]), end])
  const assistant = await wire.assistant({ tools: [{ type: 'function', function: { name: 'weather' } }] })
  const thread = await wire.thread({ messages: [{ role: 'user', content: 'hi' }] })
  const events = wire.stream(`/threads/${thread.id}/runs`, { assistant_id: assistant.id })
  const until = async (name: string) => {
    for (;;) {
      const { value, done } = await events.next()
      if (done) throw new Error(`The stream ended without ${name}.`)
      if (value.event === name) return value
    }
  }
  return { thread, stops, until }
}

describe('an answer that is being written', () => {
  it('is read as far as it has been said, wherever it is looked at, with the metadata it was given', async () => {
    const { thread, stops, until } = await begin([text('One, '), text('two, '), text('three.')], stop)
    const path = `/threads/${thread.id}/messages`
    const list = async () => (await wire.call<{ data: Message[] }>('GET', path)).data
    const said = async () => {
      const [newest] = await list()
      expect(await wire.call('GET', `${path}/${newest?.id}`)).toEqual(newest)
      return newest
    }
    await until('thread.message.delta')
    const first = await said()
    expect(first).toMatchObject({ status: 'in_progress', content: [{ text: { value: 'One, ', annotations: [] } }] })
    await wire.call('POST', `${path}/${first?.id}`, { metadata: { kept: 'yes' } })
    stops[0]!.release()
    await until('thread.message.delta')
    expect(await said()).toMatchObject({ content: [{ text: { value: 'One, two, ' } }], metadata: { kept: 'yes' } })
    stops[1]!.release()
    stops[2]!.release()
    await until('thread.run.completed')
    const whole = { status: 'completed', content: [{ text: { value: 'One, two, three.' } }], metadata: { kept: 'yes' } }
    expect(await said()).toMatchObject(whole)
  })

  it('that is a call shows the arguments so far, and stands whole while the run waits', async () => {
    const pieces: ModelChunk[] = [
      { type: 'call', index: 0, id: 'call_1', name: 'weather', arguments: '{"city":' },
      { type: 'call', index: 0, arguments: '"Paris"}' },
    ]
    const { thread, stops, until } = await begin(pieces, { type: 'finish', reason: 'tool_calls', usage: null })
    await until('thread.run.created')
    const [run] = (await wire.call<{ data: { id: string }[] }>('GET', `/threads/${thread.id}/runs`)).data
    const path = `/threads/${thread.id}/runs/${run?.id}/steps`
    const written = async () => {
      const [step] = (await wire.call<{ data: Step[] }>('GET', path)).data
      expect(await wire.call('GET', `${path}/${step?.id}`)).toEqual(step)
      return step?.step_details
    }
    for (let seen = ''; !seen.includes('city');) seen = JSON.stringify(await until('thread.run.step.delta'))
    expect(await written()).toMatchObject({ tool_calls: [{ function: { name: 'weather', arguments: '{"city":' } }] })
    for (const { release } of stops) release()
    await until('thread.run.requires_action')
    expect(await written()).toMatchObject({
      tool_calls: [{ function: { arguments: '{"city":"Paris"}', output: null } }],
    })
  })

  it('costs the disk what it is long, not the square of it', async () => {
    const piece = 'word '.repeat(10_000)
    const { stops, until } = await begin(
      Array.from({ length: 40 }, () => text(piece)),
      stop,
    )
    // While somebody reads from before it, the write-ahead log does not begin anew: its length is all that was written.
    const file = sqliteFileIn(wire.folder)
    const reader = new Libsql(file)
    reader.exec('begin')
    reader.prepare('select count(*) from events').all()
    const { size: before } = await stat(`${file}-wal`)
    for (const { release } of stops) {
      await until('thread.message.delta')
      release()
    }
    await until('thread.run.completed')
    const { size } = await stat(`${file}-wal`)
    reader.close()
    expect((size - before) / (40 * piece.length)).toBeLessThan(4)
  })
})
