import { describe, expect, it } from 'vitest'
import { axisOf } from '@/lib/inspector/replay/axis'
import { play, playerAt, toggle } from '@/lib/inspector/replay/player'
import { createPlayerStore } from './player-store'

/** Frames that come when the test says so. */
function createFrames() {
  let waiting: ((now: number) => void) | undefined
  return {
    isWaiting: () => waiting !== undefined,
    draw(now: number) {
      const draw = waiting
      waiting = undefined
      draw?.(now)
    },
    frames: {
      next(draw: (now: number) => void) {
        waiting = draw
        return () => void (waiting = undefined)
      },
    },
  }
}

describe('the player of a replay', () => {
  const axis = axisOf([0, 100, 200, 1_000])
  const start = () => {
    const drawing = createFrames()
    return { ...drawing, store: createPlayerStore(axis, playerAt(axis, 0), drawing.frames) }
  }

  it('moves by the time between frames, tells of it, and asks for no frame once it rests', () => {
    const { store, draw, isWaiting } = start()
    const places: number[] = []
    const leave = store.subscribe(() => places.push(store.get().place))
    expect(isWaiting()).toBe(false)
    store.change((player) => play(axis, player))
    for (const now of [5_000, 5_016, 5_116, 5_216, 9_999, 10_200, 10_400, 10_600]) draw(now)
    expect(places).toEqual([0, 0, 16, 116, 216, 466, 667, 867, 1_000])
    expect(store.get()).toMatchObject({ count: 4, isPlaying: false })
    expect(isWaiting()).toBe(false)
    leave()
  })

  it('goes on from where it was put while it plays, and from where it was paused', () => {
    const { store, draw } = start()
    store.change((player) => play(axis, player))
    draw(0)
    draw(50)
    store.change((player) => toggle(axis, player))
    draw(100)
    store.change((player) => toggle(axis, player))
    draw(900)
    draw(910)
    expect(store.get().place).toBe(60)
  })

  it('stands still for good', () => {
    const { store, draw, isWaiting } = start()
    store.change((player) => play(axis, player))
    store.stop()
    draw(100)
    expect([isWaiting(), store.get().place]).toEqual([false, 0])
  })
})
