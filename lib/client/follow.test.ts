import { describe, expect, it } from 'vitest'
import { ApiError } from '@/lib/protocol/error'
import { toFrame } from '@/lib/protocol/sse'
import { follow } from './follow'

const streamOf = (...frames: { event?: string; id?: string; data: string }[]) =>
  new Response(frames.map(toFrame).join(''))

/** Follows scripted answers one after the other and stops after `frames` frames. */
async function followScript(script: (() => Response)[], frames: number) {
  const leave = new AbortController()
  const asked: (string | undefined)[] = []
  const states: string[] = []
  const waits: number[] = []
  const seen: string[] = []
  const open = async (lastId: string | undefined) => {
    asked.push(lastId)
    const answer = script[asked.length - 1]
    if (!answer) throw new Error('The script is over.')
    return answer()
  }
  const wait = async (ms: number) => void waits.push(ms)
  const following = follow({
    open,
    signal: leave.signal,
    onState: (state) => states.push(state),
    isFinal: (error) => error instanceof ApiError && error.status === 404,
    wait,
  })
  for await (const frame of following) {
    seen.push(frame.data)
    if (seen.length === frames) leave.abort()
  }
  return { asked, states, waits, seen }
}

const fails = () => {
  throw new ApiError(0, 'gone')
}

describe('follow', () => {
  it('opens a stream again when it ends, from behind the last id it saw', async () => {
    const first = () => streamOf({ id: '1', data: 'a' }, { id: '2', data: 'b' })
    const result = await followScript([first, () => streamOf({ id: '3', data: 'c' })], 3)
    expect(result.seen).toEqual(['a', 'b', 'c'])
    expect(result.asked).toEqual([undefined, '2'])
    expect(result.states).toEqual(['open', 'lost', 'open'])
  })

  it('waits longer after each failure, and shortly again after a success', async () => {
    const one = (data: string) => () => streamOf({ data })
    const { waits } = await followScript([fails, fails, fails, one('a'), fails, one('b')], 2)
    const bounds = [500, 1_000, 2_000, 500, 1_000]
    expect(waits).toHaveLength(bounds.length)
    waits.forEach((ms, index) => {
      expect(ms).toBeGreaterThanOrEqual((bounds[index] ?? 0) * 0.75)
      expect(ms).toBeLessThanOrEqual((bounds[index] ?? 0) * 1.25)
    })
  })

  it('waits longer as well while streams open only to say that they cannot go on', async () => {
    const breaks = () => streamOf({ event: 'error', data: 'broken' })
    const { waits, states } = await followScript([breaks, breaks, breaks, () => streamOf({ id: '1', data: 'a' })], 4)
    expect(states.filter((state) => state === 'open')).toHaveLength(4)
    for (const [index, bound] of [500, 1_000, 2_000].entries()) {
      expect(waits[index]).toBeGreaterThanOrEqual(bound * 0.75)
      expect(waits[index]).toBeLessThanOrEqual(bound * 1.25)
    }
  })

  it('ends with the error that cannot be mended', async () => {
    const gone = () => {
      throw new ApiError(404, 'No run found.')
    }
    await expect(followScript([fails, gone], 1)).rejects.toThrow('No run found.')
  })

  it('ends without a word when it is left', async () => {
    const leave = new AbortController()
    const open = async () => {
      leave.abort()
      throw new ApiError(0, 'aborted')
    }
    const frames = follow({ open, signal: leave.signal })
    expect((await frames.next()).done).toBe(true)
  })
})
