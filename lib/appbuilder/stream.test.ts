import { describe, expect, it } from 'vitest'
import { AssistantEventHandler } from './assistant-event-handler'
import { AppBuilderCallbackError, AppBuilderConnectionError, AppBuilderStreamError } from './error'
import { StreamRunContext } from './stream-run-context'
import type { StreamRunEvent } from './stream-event'
import { clientOf, streamOf } from './testing/gateway'
import { recordedBytes, recordedNames } from './testing/recorded-stream'

const ids = { thread_id: 'thread_1', assistant_id: 'asst_1' }
function nameOf(event: StreamRunEvent) {
  if (event.event === 'message') return 'message'
  return event.event_type === 'other' ? `other ${event.other_event_type}` : event.event_type
}

async function namesOf(events: AsyncIterable<StreamRunEvent>) {
  const names: string[] = []
  let failure: unknown
  try {
    for await (const event of events) names.push(nameOf(event))
  } catch (error) {
    failure = error
  }
  return { names, failure }
}

const playing = (...pieces: readonly Uint8Array[]) => clientOf(() => streamOf(pieces)).client.threads.runs

describe('a run’s stream', () => {
  it('is the same wherever its bytes are cut', async () => {
    for (let size = 1; size <= 64; size++) {
      const count = Math.ceil(recordedBytes.length / size)
      const pieces = Array.from({ length: count }, (_, index) =>
        recordedBytes.subarray(index * size, (index + 1) * size),
      )
      const heard = await namesOf(await playing(...pieces).streamRun(ids))
      expect(heard, `in pieces of ${size}`).toEqual({ names: recordedNames, failure: undefined })
    }
  })

  it('that ends too early says so, and never makes an event up', async () => {
    // The last event may lack the empty line behind it.
    for (let end = 0; end < recordedBytes.length - 2; end += 7) {
      const { names, failure } = await namesOf(await playing(recordedBytes.subarray(0, end)).streamRun(ids))
      expect(names, `ended at ${end}`).toEqual(recordedNames.slice(0, names.length))
      expect(names).not.toContain('run_end')
      expect(failure, `ended at ${end}`).toBeInstanceOf(AppBuilderStreamError)
    }
  })

  it('needs no empty line behind its last event', async () => {
    const { names, failure } = await namesOf(await playing(recordedBytes.subarray(0, -2)).streamRun(ids))
    expect({ names, failure }).toEqual({ names: recordedNames, failure: undefined })
  })

  it('reads with either kind of line end, and with unknown classes and types in it', async () => {
    const text = new TextDecoder().decode(recordedBytes)
    const odd = `event: error\ndata: no JSON\n\nevent: status\ndata: {"event_type":"run_paused"}\n\ndata: [DONE]\n\n${text}`
    const { names, failure } = await namesOf(
      await playing(new TextEncoder().encode(odd.replaceAll('\n', '\r\n'))).streamRun(ids),
    )
    expect({ names, failure }).toEqual({ names: ['other run_paused', ...recordedNames], failure: undefined })
  })

  it('leaves nothing out for whoever keeps what is said: it comes as it was sent, and ends nothing', async () => {
    const text = new TextDecoder().decode(recordedBytes)
    const paused = '{"event_type":"run_paused","until":7}'
    const odd = `event: error\ndata: no JSON\n\nevent: ping\ndata: {}\n\nevent: status\ndata: ${paused}\n\nevent: message\ndata: {"content"\n\n${text}`
    const stream = await playing(new TextEncoder().encode(odd)).streamRunFrames(ids)
    const unknown: object[] = []
    const names: string[] = []
    for await (const frame of stream) {
      if (frame.event === 'unknown') unknown.push(frame)
      else names.push(nameOf(frame))
    }
    expect(unknown).toEqual([
      { event: 'unknown', name: 'error', data: 'no JSON' },
      { event: 'unknown', name: 'run_paused', data: paused },
      { event: 'unknown', name: 'message', data: '{"content"' },
    ])
    expect(names).toEqual(recordedNames)
    const failure = (await namesOf(await playing(new TextEncoder().encode(odd)).streamRun(ids))).failure
    expect(failure, 'others are told that it cannot be read').toBeInstanceOf(AppBuilderStreamError)
  })

  it('tells of a connection that breaks off', async () => {
    const broken = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(recordedBytes.subarray(0, 800)),
      pull: (controller) => controller.error(new TypeError('terminated')),
    })
    const { client } = clientOf(() => new Response(broken, { headers: { 'content-type': 'text/event-stream' } }))
    expect((await namesOf(await client.threads.runs.streamRun(ids))).failure).toBeInstanceOf(AppBuilderConnectionError)
  })

  it('is over with run_end, even if the gateway never closes it, and is let go when left', async () => {
    let isCancelled = false
    const open = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(recordedBytes),
      cancel: () => void (isCancelled = true),
    })
    const { client } = clientOf(() => new Response(open))
    expect((await namesOf(await client.threads.runs.streamRun(ids))).names).toEqual(recordedNames)
    expect(isCancelled).toBe(true)
  })

  it('begins with its call, read or not, and is let go unread', async () => {
    let isCancelled = false
    const open = new ReadableStream<Uint8Array>({ cancel: () => void (isCancelled = true) })
    const { client, sent } = clientOf(() => new Response(open))
    const stream = await client.threads.runs.streamRun(ids)
    expect(sent).toHaveLength(1)
    await stream.close()
    expect(isCancelled).toBe(true)
    expect(await namesOf(stream)).toEqual({ names: [], failure: undefined })
  })

  it('carries the pieces of the answer', async () => {
    let answer = ''
    for await (const event of await playing(recordedBytes).streamRun(ids)) {
      if (event.event === 'message') answer += event.content[0]?.text.value
    }
    expect(answer).toBe('北京今天晴 ☀️。')
  })
})

/** Notes each callback with what the context says in it. */
class Noting extends AssistantEventHandler {
  readonly notes: string[] = []

  #note(callback: string) {
    const context = this.streamRunContext
    const ids = [context.currentRunId, context.currentThreadId, context.currentAssistantId, context.currentRunStepId]
    const calls = context.currentToolCalls?.map(({ id }) => id).join() ?? null
    this.notes.push([callback, ...ids, calls, context.currentEvent?.send_id].join(' '))
  }

  override messages = () => this.#note('messages')
  override runBegin = () => this.#note('runBegin')
  override runEnd = () => this.#note('runEnd')
  override runCancelling = () => this.#note('runCancelling')
  override toolStepBegin = () => this.#note('toolStepBegin')
  override toolStepEnd = () => this.#note('toolStepEnd')
  override toolCalls = () => this.#note('toolCalls')
  override toolSubmittedOutput = () => this.#note('toolSubmittedOutput')
  override messageCreation = () => this.#note('messageCreation')
}

describe('an event handler', () => {
  it('is called back for each event, with the context up to date', async () => {
    const manager = await playing(recordedBytes).streamRunWithHandler({ ...ids, event_handler: new Noting() })
    await manager.untilDone()
    const known = 'run_1 thread_1 asst_1'
    expect(manager.handler.notes).toEqual([
      `runBegin ${known}   1`,
      `toolStepBegin ${known} step-1  2`,
      `toolCalls ${known}  call_1 3`,
      `toolSubmittedOutput ${known}   4`,
      `toolStepEnd ${known} step-1  5`,
      `toolStepBegin ${known} step-2  6`,
      `messageCreation ${known}   7`,
      `messages ${known}   8`,
      `messages ${known}   9`,
      `toolStepEnd ${known} step-2  10`,
      `runCancelling ${known}   11`,
      `runEnd ${known}   12`,
    ])
  })

  it('yields what it hears, whichever way it is iterated', async () => {
    const runs = playing(recordedBytes)
    expect((await namesOf(await runs.streamRunWithHandler(ids))).names).toEqual(recordedNames)
    const { handler } = await playing(recordedBytes).streamRunWithHandler(ids)
    expect((await namesOf(handler)).names).toEqual(recordedNames)
  })

  it('that throws is heard of', async () => {
    class Failing extends AssistantEventHandler {
      override toolCalls() {
        throw new Error('The function is broken.')
      }
    }
    const manager = await playing(recordedBytes).streamRunWithHandler({ ...ids, event_handler: new Failing() })
    const { names, failure } = await namesOf(manager)
    expect(names).toEqual(['run_begin', 'tool_step_begin'])
    expect(failure).toBeInstanceOf(AppBuilderCallbackError)
    expect(failure).toMatchObject({ callback: 'toolCalls', cause: new Error('The function is broken.') })
  })

  it('is waited for before the next event is read', async () => {
    const order: string[] = []
    class Slow extends AssistantEventHandler {
      override async toolCalls() {
        order.push('asked')
        await Promise.resolve()
        order.push('answered')
      }
      override toolSubmittedOutput() {
        order.push('arrived')
      }
    }
    const manager = await playing(recordedBytes).streamRunWithHandler({ ...ids, event_handler: new Slow() })
    await manager.untilDone()
    expect(order).toEqual(['asked', 'answered', 'arrived'])
  })

  it('stops when its manager is closed', async () => {
    const manager = await playing(recordedBytes).streamRunWithHandler(ids)
    await manager.close()
    expect((await namesOf(manager)).names).toEqual([])
  })

  /** A stream that says what it was given and then nothing more, and never ends by itself. */
  function standing(...pieces: readonly Uint8Array[]) {
    let isCancelled = false
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => pieces.forEach((piece) => controller.enqueue(piece)),
      cancel: () => void (isCancelled = true),
    })
    const { client } = clientOf(() => new Response(body, { headers: { 'content-type': 'text/event-stream' } }))
    return { runs: client.threads.runs, isCancelled: () => isCancelled }
  }

  it('lets the connection go when its manager is closed before anything was read', async () => {
    const { runs, isCancelled } = standing(recordedBytes)
    const manager = await runs.streamRunWithHandler(ids)
    await manager.close()
    expect(isCancelled()).toBe(true)
    expect(await namesOf(manager)).toEqual({ names: [], failure: undefined })
  })

  it('stops quietly when its manager is closed while it waits for an event', async () => {
    const { runs, isCancelled } = standing(recordedBytes.subarray(0, recordedBytes.length / 2))
    const heard = new Noting()
    const manager = await runs.streamRunWithHandler({ ...ids, event_handler: heard })
    const done = manager.untilDone()
    await expect.poll(() => heard.notes.length).toBeGreaterThan(0)
    await manager.close()
    await expect(done).resolves.toBeUndefined()
    expect(isCancelled()).toBe(true)
    await manager.close()
  })

  it('can close its own manager', async () => {
    const { runs, isCancelled } = standing(recordedBytes)
    const manager = await runs.streamRunWithHandler(ids)
    const names: string[] = []
    for await (const event of manager) {
      names.push(nameOf(event))
      await manager.close()
    }
    expect(names).toEqual(['run_begin'])
    await expect.poll(isCancelled).toBe(true)
  })

  it('ends with the caller’s own reason when that signal aborts', async () => {
    const { runs } = standing(recordedBytes.subarray(0, 800))
    const given = new AbortController()
    const heard = new Noting()
    const manager = await runs.streamRunWithHandler({ ...ids, event_handler: heard }, { signal: given.signal })
    const done = manager.untilDone().catch((error: unknown) => error)
    await expect.poll(() => heard.notes.length).toBeGreaterThan(0)
    const reason = new Error('enough')
    given.abort(reason)
    expect(await done).toBe(reason)
  })

  it('forgets the run before when it is given another', async () => {
    const handler = new Noting()
    const first = await playing(recordedBytes).streamRunWithHandler({ ...ids, event_handler: handler })
    expect(first.streamRunContext).toBe(handler.streamRunContext)
    await first.untilDone()
    expect(first.streamRunContext.currentRunId).toBe('run_1')
    const second = await playing(recordedBytes).streamRunWithHandler({ ...ids, event_handler: handler })
    const { currentRunId, currentThreadId, currentAssistantId, currentEvent } = second.streamRunContext
    expect([currentRunId, currentThreadId, currentAssistantId, currentEvent]).toEqual([null, null, null, null])
  })

  it('says so when it was given no run', async () => {
    await expect(new AssistantEventHandler().untilDone()).rejects.toThrow('streamRunWithHandler')
  })
})

describe('the context', () => {
  it('takes only ids that are strings with something in them', () => {
    const context = new StreamRunContext()
    context.setCurrentRunId('run_1')
    context.setCurrentThreadId('thread_1')
    context.setCurrentAssistantId('asst_1')
    context.setCurrentRunStepId('step-1')
    expect([context.currentRunId, context.currentThreadId, context.currentAssistantId]).toEqual([
      'run_1',
      'thread_1',
      'asst_1',
    ])
    context.setCurrentRunId('')
    context.setCurrentThreadId(7 as unknown as string)
    context.setCurrentAssistantId(null)
    expect([context.currentRunId, context.currentThreadId, context.currentAssistantId]).toEqual([null, null, null])
  })

  it('takes only calls', () => {
    const context = new StreamRunContext()
    const call = { id: 'call_1', type: 'function', function: null }
    context.setCurrentToolCalls([call])
    expect(context.currentToolCalls).toEqual([call])
    expect(() => context.setCurrentToolCalls(['call_1' as unknown as typeof call])).toThrow(TypeError)
    for (const nothing of [[], null, 'call_1' as unknown as []]) {
      context.setCurrentToolCalls([call])
      context.setCurrentToolCalls(nothing)
      expect(context.currentToolCalls).toBeNull()
    }
  })

  it('forgets the event, its calls and its step, but not the run', () => {
    const context = new StreamRunContext()
    context.setCurrentRunId('run_1')
    context.setCurrentRunStepId('step-1')
    context.setCurrentToolCalls([{ id: 'call_1', type: 'function', function: null }])
    context.resetStepContext()
    expect([context.currentRunId, context.currentRunStepId, context.currentToolCalls, context.currentEvent]).toEqual([
      'run_1',
      null,
      null,
      null,
    ])
  })
})
