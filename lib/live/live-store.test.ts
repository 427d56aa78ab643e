import { describe, expect, it } from 'vitest'
import { ApiError } from '@/lib/protocol/error'
import type { LoggedEvent } from '@/lib/protocol/event'
import { toFrame } from '@/lib/protocol/sse'
import { emptyView, fold } from '@/lib/run/fold'
import { START, textRun, toolRun } from '@/lib/run/testing/log'
import { createLiveStore, type LiveEffects } from './live-store'

const frameOf = (event: LoggedEvent) => toFrame({ event: event.event, id: event.seq, data: JSON.stringify(event) })
const DONE = toFrame({ event: 'done', data: '[DONE]' })

interface Opened {
  readonly after: number
  readonly signal: AbortSignal
  readonly send: (text: string) => void
  readonly cut: () => void
}

/** A server of logs whose streams the test writes by hand, and a screen whose frames it draws by hand. */
function createStage(overrides: Partial<LiveEffects> = {}) {
  const opened: Opened[] = []
  const rested: [string, number][] = []
  const waits: number[] = []
  const draws: (() => void)[] = []
  const live = createLiveStore({
    open: async (_run, after, signal) => {
      const body = new ReadableStream<Uint8Array>({
        start(controller) {
          opened.push({
            after,
            signal,
            send: (text) => controller.enqueue(new TextEncoder().encode(text)),
            cut: () => controller.close(),
          })
        },
      })
      return new Response(body)
    },
    nextFrame: (draw) => void draws.push(draw),
    wait: async (ms) => void waits.push(ms),
    now: () => START,
    onRest: (run, ms) => void rested.push([run.id, ms]),
    ...overrides,
  })
  const draw = () => draws.splice(0).forEach((each) => each())
  return { live, opened, rested, waits, draw, framesAsked: () => draws.length }
}

/** Lets every promise that can settle do so. */
const settle = () => new Promise<void>((resolve) => setImmediate(resolve))

describe('following a run', () => {
  it('shows what arrived, once a frame', async () => {
    const { live, opened, draw, framesAsked } = createStage()
    const events = textRun()
    let changes = 0
    live.followRun('run_1')
    await settle()
    live.store.subscribe(() => changes++)
    opened[0]!.send(events.slice(0, 4).map(frameOf).join(''))
    opened[0]!.send(events.slice(4, 8).map(frameOf).join(''))
    await settle()
    expect([framesAsked(), changes]).toEqual([1, 0])
    draw()
    expect(changes).toBe(1)
    expect(live.store.getState().runs.run_1).toMatchObject({ phase: 'live', view: fold(emptyView, events.slice(0, 8)) })
  })

  it('tells of nothing that is as it was', async () => {
    const { live } = createStage()
    const phases: unknown[] = []
    live.store.subscribe(({ runs }) => void phases.push(runs.run_1?.phase))
    live.followRun('run_1')
    await settle()
    expect(phases).toEqual(['live'])
  })

  it('shares one connection among its followers and leaves with the last', async () => {
    const { live, opened } = createStage()
    const leave = [live.followRun('run_1'), live.followRun('run_1')]
    await settle()
    leave[0]!()
    leave[0]!()
    expect([opened.length, opened[0]!.signal.aborted]).toEqual([1, false])
    leave[1]!()
    expect(opened[0]!.signal.aborted).toBe(true)
  })

  it('comes to rest with all events seen, tells it once, and does not connect again', async () => {
    const { live, opened, rested } = createStage()
    const events = textRun()
    const leave = live.followRun('run_1')
    await settle()
    opened[0]!.send(events.map(frameOf).join('') + DONE)
    await settle()
    expect(live.store.getState().runs.run_1).toMatchObject({ phase: 'rested', view: fold(emptyView, events) })
    leave()
    live.followRun('run_1')
    await settle()
    expect([rested, opened.length]).toEqual([[['run_1', events.at(-1)!.at]], 1])
  })

  it('goes on behind the last event when the line breaks', async () => {
    const { live, opened, draw, waits } = createStage()
    const events = toolRun()
    live.followRun('run_1')
    await settle()
    opened[0]!.send(events.slice(0, 7).map(frameOf).join(''))
    opened[0]!.cut()
    await settle()
    draw()
    expect([opened.map(({ after }) => after), waits.length]).toEqual([[0, 7], 1])
    opened[1]!.send(events.slice(5).map(frameOf).join('') + DONE)
    await settle()
    expect(live.store.getState().runs.run_1).toMatchObject({ view: fold(emptyView, events), events })
  })

  it('resumes what it knew when somebody looks again', async () => {
    const { live, opened, draw } = createStage()
    const leave = live.followRun('run_1')
    await settle()
    opened[0]!.send(toolRun().slice(0, 3).map(frameOf).join(''))
    await settle()
    draw()
    leave()
    live.followRun('run_1')
    await settle()
    expect(opened.map(({ after }) => after)).toEqual([0, 3])
  })

  it('says why a run is refused and asks no more', async () => {
    let asked = 0
    const { live } = createStage({
      open: async () => {
        asked += 1
        throw new ApiError(404, "No run found with id 'run_1'.")
      },
    })
    live.followRun('run_1')
    await settle()
    expect(live.store.getState().runs.run_1).toMatchObject({ phase: 'refused', error: { status: 404 } })
    expect(asked).toBe(1)
  })

  it('asks again when it is signed out: another tab may sign in', async () => {
    let asked = 0
    const { live, opened } = createStage({
      wait: async () => {},
      open: async () => {
        asked += 1
        if (asked === 1) throw new ApiError(401, 'Send the access token.')
        return new Promise(() => {})
      },
    })
    const leave = live.followRun('run_1')
    await settle()
    expect(asked).toBe(2)
    expect(opened).toEqual([])
    leave()
  })

  it('asks again when the server is away, and waits longer each time', async () => {
    const waits: number[] = []
    let release = () => {}
    const { live } = createStage({
      open: async () => {
        throw new ApiError(0, 'The server cannot be reached.')
      },
      wait: (ms) =>
        new Promise((resolve) => {
          waits.push(ms)
          if (waits.length < 5) resolve()
          else release = resolve
        }),
    })
    const leave = live.followRun('run_1')
    await settle()
    expect(live.store.getState().runs.run_1).toMatchObject({ phase: 'lost', error: null })
    expect(waits[4]).toBeGreaterThan(waits[0]! * 3)
    leave()
    release()
  })

  it('skips the frames of a stream’s own errors', async () => {
    const { live, opened, draw } = createStage()
    live.followRun('run_1')
    await settle()
    opened[0]!.send(toFrame({ event: 'error', data: '{"error":{"message":"x"}}' }) + frameOf(textRun()[0]!))
    await settle()
    draw()
    expect(live.store.getState().runs.run_1!.view).toMatchObject({ lastSeq: 1, error: null })
  })

  it('leaves the page its frames while it replays 10,000 events', async () => {
    const { live, opened, draw } = createStage()
    const events = textRun(Array.from({ length: 10_000 }, () => 'x'))
    const sizes: number[] = []
    live.followRun('run_1')
    await settle()
    let seen = 0
    live.store.subscribe(({ runs }) => {
      const { lastSeq } = runs.run_1!.view
      if (lastSeq > seen) sizes.push(lastSeq - seen)
      seen = lastSeq
    })
    opened[0]!.send(events.map(frameOf).join('') + DONE)
    while (live.store.getState().runs.run_1!.phase !== 'rested') {
      await settle()
      draw()
    }
    expect(Math.max(...sizes)).toBe(2_000)
    expect(seen).toBe(events.length)
  })

  it('stands on the log’s clock when this machine’s is wrong, and trusts small differences to be none', async () => {
    const dated = (ms: number) =>
      createStage({
        open: async () => new Response(new ReadableStream(), { headers: { date: new Date(START + ms).toUTCString() } }),
      })
    for (const [ms, skew] of [
      [60_000, 60_000],
      [1_000, 0],
    ] as const) {
      const { live } = dated(ms)
      live.followRun('run_1')
      await settle()
      expect(live.store.getState().runs.run_1!.skewMs).toBe(skew)
    }
  })

  it('remembers 20 runs that nobody follows', async () => {
    const { live, opened } = createStage()
    for (let index = 0; index < 25; index++) {
      const leave = live.followRun(`run_${index}`)
      await settle()
      opened.at(-1)!.send(toFrame({ event: 'done', data: '[DONE]' }))
      await settle()
      leave()
    }
    expect(Object.keys(live.store.getState().runs).length).toBeLessThanOrEqual(21)
    expect(live.store.getState().runs.run_24).toBeDefined()
  })
})
