import { describe, expect, it } from 'vitest'
import type { Message } from '@/lib/protocol/message'
import type { Run } from '@/lib/protocol/run'
import { emptyView, fold, type RunView } from '@/lib/run/fold'
import { callOf, messageOf, messageStepOf, runOf, textRun, toolStepOf } from '@/lib/run/testing/log'
import { runPartsOf, threadViewOf } from './thread-view'

const at = (created_at: number) => ({ created_at })
const said = (id: string, overrides: Partial<Message> = {}) =>
  messageOf(id, id, { role: 'user', run_id: null, ...overrides })
const wrote = (id: string, run_id: string, overrides: Partial<Message> = {}) =>
  messageOf(id, id, { run_id, ...overrides })
const ran = (id: string, overrides: Partial<Run> = {}) => runOf({ id, status: 'completed', ...overrides })

function shapeOf(parts: Partial<Parameters<typeof threadViewOf>[0]>) {
  return threadViewOf({ messages: [], runs: [], live: [], deleted: [], hasOlder: false, ...parts }).map((entry) =>
    entry.type === 'message' ? entry.id : `${entry.id}(${entry.messages.map(({ id }) => id)})`,
  )
}

describe('threadViewOf', () => {
  it('puts a run where its first message stands, with all its messages', () => {
    const messages = [said('u1'), wrote('a1', 'r1'), wrote('a2', 'r1'), said('u2'), wrote('a3', 'r2')]
    expect(shapeOf({ messages, runs: [ran('r1'), ran('r2')] })).toEqual(['u1', 'r1(a1,a2)', 'u2', 'r2(a3)'])
  })

  it('puts a run that wrote nothing after what was said before it', () => {
    const messages = [said('u1', at(10)), said('u2', at(20)), wrote('a2', 'r2', at(22))]
    expect(shapeOf({ messages, runs: [ran('r1', at(11)), ran('r2', at(21))] })).toEqual(['u1', 'r1()', 'u2', 'r2(a2)'])
  })

  it('keeps runs of one second in their order', () => {
    const messages = [said('u1', at(10)), wrote('a2', 'r2', at(10))]
    expect(shapeOf({ messages, runs: [ran('r1', at(10)), ran('r2', at(10)), ran('r3', at(10))] })).toEqual([
      'u1',
      'r1()',
      'r2(a2)',
      'r3()',
    ])
  })

  it('leaves out runs from before the oldest fetched message, and only then', () => {
    const parts = { messages: [said('u9', at(90))], runs: [ran('r1', at(10)), ran('r9', at(91))] }
    expect(shapeOf({ ...parts, hasOlder: true })).toEqual(['u9', 'r9()'])
    expect(shapeOf(parts)).toEqual(['r1()', 'u9', 'r9()'])
  })

  it('shows an assistant’s message whose run is not known by itself', () => {
    expect(shapeOf({ messages: [wrote('a1', 'gone'), wrote('a2', 'gone')] })).toEqual(['a1', 'a2'])
  })

  it('lays a live run over the fetched one by id, and adds what only it has seen', () => {
    const view = fold(emptyView, textRun(['a', 'b']).slice(0, -3))
    const messages = [said('u1')]
    const runs = [runOf({ status: 'queued' })]
    const [, entry] = threadViewOf({ messages, runs, live: [view], deleted: [], hasOlder: false })
    expect(entry).toMatchObject({
      id: 'run_1',
      run: { status: 'in_progress' },
      messages: [{ id: 'msg_1', content: [{ text: { value: 'ab' } }] }],
    })
    expect(shapeOf({ messages, live: [view] })).toEqual(['u1', 'run_1(msg_1)'])
  })

  it('does not bring back what was deleted since it was seen', () => {
    const view = fold(emptyView, textRun(['a', 'b']))
    const parts = { messages: [said('u1')], runs: [view.run!], live: [view] }
    expect(shapeOf(parts)).toEqual(['u1', 'run_1(msg_1)'])
    expect(shapeOf({ ...parts, deleted: ['msg_1'] })).toEqual(['u1', 'run_1()'])
  })

  it('believes that a run rests, whoever saw it', () => {
    const running: RunView = { ...emptyView, run: runOf({ status: 'in_progress' }) }
    const runs = [runOf({ status: 'failed' })]
    const [entry] = threadViewOf({ messages: [], runs, live: [running], deleted: [], hasOlder: false })
    expect(entry).toMatchObject({ run: { status: 'failed' } })
  })

  it('hands on the objects it was given', () => {
    const message = said('u1')
    const [entry] = threadViewOf({ messages: [message], runs: [], live: [emptyView], deleted: [], hasOlder: false })
    expect(entry).toMatchObject({ message })
    expect(entry?.type === 'message' && entry.message).toBe(message)
  })
})

describe('runPartsOf', () => {
  const steps = [
    toolStepOf('s1', [callOf('c1')]),
    messageStepOf('s2', 'a1'),
    toolStepOf('s3', []),
    messageStepOf('s4', 'a2'),
  ]
  const messages = [messageOf('a1', '1'), messageOf('a2', '2')]

  it('tells calls and messages in the order of the steps', () => {
    expect(runPartsOf(steps, messages).map(({ id }) => id)).toEqual(['s1', 'a1', 's3', 'a2'])
  })

  it('tells the messages while the steps are not known', () => {
    expect(runPartsOf([], messages).map(({ id }) => id)).toEqual(['a1', 'a2'])
  })

  it('tells what was replaced, with the steps or without', () => {
    const broken = messageOf('a1', 'half', { status: 'incomplete', incomplete_details: { reason: 'run_failed' } })
    const all = [broken, messageOf('a2', 'whole')]
    const failed = [messageStepOf('s1', 'a1', { status: 'failed' }), messageStepOf('s2', 'a2', { status: 'completed' })]
    for (const known of [failed, []]) {
      expect(runPartsOf(known, all).map(({ isReplaced }) => isReplaced)).toEqual([true, false])
      expect(runPartsOf(known.slice(0, 1), [broken]).map(({ isReplaced }) => isReplaced)).toEqual([false])
    }
  })

  it('passes over a message that was deleted', () => {
    expect(runPartsOf(steps, messages.slice(1)).map(({ id }) => id)).toEqual(['s1', 's3', 'a2'])
  })
})
