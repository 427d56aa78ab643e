import { describe, expect, it } from 'vitest'
import type { Assistant } from '@/lib/protocol/assistant'
import type { Message } from '@/lib/protocol/message'
import type { Step } from '@/lib/protocol/step'
import { newMessage } from '../http/new-message'
import { createOwnTurns, fitTurns, turnsOf } from './history'
import { newRun } from '@/lib/run/new-run'
import { completeStep, newStep } from '@/lib/run/run-objects'
import type { ChatTurn } from '@/lib/backend/models/model'
import { noUsage } from '@/lib/run/usage'

const assistant = {
  id: 'asst_1',
  model: 'm',
  instructions: null,
  tools: [],
  response_format: 'auto',
} as unknown as Assistant
const runOf = (id: string) =>
  newRun(assistant, { assistant_id: 'asst_1' }, { id, threadId: 't', seconds: 1, lifetimeSeconds: 600 })
const message = (id: string, role: 'user' | 'assistant', content: string) =>
  newMessage({ role, content }, { id, threadId: 't', seconds: 1 })

const callStep = (runId: string, name: string, output: string | null): Step =>
  completeStep(
    newStep(
      runOf(runId),
      {
        type: 'tool_calls',
        tool_calls: [{ id: `call_${name}`, type: 'function', function: { name, arguments: '{}', output } }],
      },
      { id: `step_${name}`, seconds: 1 },
    ),
    { seconds: 1, usage: noUsage },
  )
const begunMessage = (runId: string, messageId: string): Step =>
  newStep(
    runOf(runId),
    { type: 'message_creation', message_creation: { message_id: messageId } },
    { id: `s_${messageId}`, seconds: 1 },
  )

const ownTurnsOf = (view: Parameters<ReturnType<typeof createOwnTurns>>[0]) => createOwnTurns()(view)

const messageStep = (runId: string, messageId: string) =>
  completeStep(begunMessage(runId, messageId), { seconds: 1, usage: noUsage })

const shapeOf = (turns: readonly ChatTurn[]) =>
  turns.map((turn) => (turn.role === 'calls' ? turn.calls.map(({ name }) => name).join() : turn.role))

describe('the conversation that a model reads', () => {
  const messages = [message('m1', 'user', 'a'), message('m2', 'assistant', 'b'), message('m3', 'user', 'c')]

  it('has earlier calls before the answer they led to, and the calls at work last', async () => {
    const steps = [callStep('r1', 'first', '1'), messageStep('r1', 'm2')]
    expect(shapeOf(await turnsOf(messages, steps))).toEqual(['user', 'first', 'assistant', 'user'])
    const own = [messageStep('r2', 'm4'), callStep('r2', 'now', '2')]
    const words = [message('m4', 'assistant', 'd')]
    expect(shapeOf(ownTurnsOf({ messages: words, steps: own, notes: [] }))).toEqual(['assistant', 'now'])
  })

  it('tells of attached files in words, by their names where these are known', async () => {
    const attachments: Message['attachments'] = [
      { file_id: 'file-1', tools: [{ type: 'code_interpreter' }, { type: 'file_search' }] },
      { file_id: 'file-2' },
    ]
    const [turn] = await turnsOf([{ ...message('m1', 'user', 'a'), attachments }], [], new Map([['file-1', 'a.csv']]))
    expect(turn).toMatchObject({
      content: [
        { text: { value: 'a' } },
        { text: { value: 'Attached files: a.csv (file-1, code_interpreter, file_search); file-2' } },
      ],
    })
  })

  it('leaves out calls that nobody answered', async () => {
    const steps = [callStep('r1', 'unanswered', null), messageStep('r1', 'm2')]
    expect(shapeOf(await turnsOf(messages, steps))).toEqual(['user', 'assistant', 'user'])
  })

  it('leaves out what was half written when the server stopped, and what another answer took the place of', () => {
    const words = [message('m4', 'assistant', 'half'), message('m5', 'assistant', 'whole')]
    const half = begunMessage('r2', 'm4')
    expect(ownTurnsOf({ messages: words, steps: [half], notes: [] })).toEqual([])
    const replaced: Step = { ...half, status: 'failed' }
    const turns = ownTurnsOf({ messages: words, steps: [replaced, messageStep('r2', 'm5')], notes: [] })
    expect(turns).toMatchObject([{ role: 'assistant', content: words[1]?.content }])
  })

  it('makes the same turn of what is seen again, so that it is counted once', () => {
    const reasoning = { text: 'Hm.', field: 'reasoning', from_ms: 1, to_ms: 2 } as const
    const view = { messages: [], steps: [callStep('r2', 'now', '2')], notes: [] }
    const reasoned = { ...view, notes: [{ step_now: { id: 'step_now', reasoning, left_out: 0, without: [] } }] }
    for (const seen of [view, reasoned])
      expect(ownTurnsOf(seen)[0]).toBe(ownTurnsOf({ ...seen, steps: [...seen.steps] })[0])
    expect(ownTurnsOf(reasoned)).toMatchObject([{ role: 'calls', reasoning: { field: 'reasoning', text: 'Hm.' } }])
  })

  it('is the same of a run that goes on, step by step, and an answer in the place of a half one', () => {
    const turnsSoFar = createOwnTurns()
    const words = [
      message('m4', 'assistant', 'half'),
      message('m5', 'assistant', 'whole'),
      message('m6', 'assistant', 'end'),
    ]
    const half = begunMessage('r2', 'm4')
    const whole = [{ ...half, status: 'failed' } as const, messageStep('r2', 'm5'), callStep('r2', 'now', '2')]
    const waiting: Step = { ...callStep('r2', 'next', null), status: 'in_progress' }
    const stages: readonly (readonly Step[])[] = [
      [],
      [half],
      whole.slice(0, 2),
      whole,
      [...whole, waiting],
      [...whole, callStep('r2', 'next', '3')],
      [...whole, callStep('r2', 'next', '3'), messageStep('r2', 'm6')],
    ]
    for (const [count, steps] of stages.entries()) {
      const view = {
        messages: words.slice(0, Math.max(1, steps.filter(({ type }) => type === 'message_creation').length)),
        steps,
        notes: [],
      }
      expect(turnsSoFar(view), `stage ${count}`).toEqual(ownTurnsOf(view))
    }
  })

  it('drops the oldest turns to fit a limit, and never the newest question', async () => {
    const turns = await turnsOf(messages, [])
    expect((await fitTurns('', turns, 1_000)).turns).toEqual(turns)
    expect(shapeOf((await fitTurns('', turns, 1)).turns)).toEqual(['user'])
  })
})
