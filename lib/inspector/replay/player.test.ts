import { describe, expect, it } from 'vitest'
import { axisOf } from './axis'
import { changeSpeed, goTo, isAtEnd, pause, play, playerAt, seek, step, tick } from './player'

describe('a player', () => {
  const axis = axisOf([0, 100, 100, 1_000])
  const start = playerAt(axis, 0)

  it('stands at the first moment', () => {
    expect(start).toEqual({ place: 0, count: 1, isPlaying: false, speed: 1 })
    expect(tick(axis, start, 50)).toBe(start)
  })

  it('plays at its speed up to the end, and then from the beginning', () => {
    const fast = changeSpeed(play(axis, start), 1)
    expect(tick(axis, fast, 50)).toMatchObject({ place: 100, count: 3, isPlaying: true, speed: 2 })
    const ended = tick(axis, fast, 5_000)
    expect(ended).toMatchObject({ place: 1_000, count: 4, isPlaying: false })
    expect(isAtEnd(axis, ended)).toBe(true)
    expect(play(axis, ended)).toMatchObject({ place: 0, count: 1, isPlaying: true, speed: 2 })
  })

  it('steps from moment to moment, those of one time too, and then plays no more', () => {
    const one = step(axis, play(axis, start), 1)
    expect(one).toMatchObject({ place: 100, count: 2, isPlaying: false })
    expect(step(axis, one, 1)).toMatchObject({ place: 100, count: 3 })
    expect(step(axis, step(axis, step(axis, one, -1), -1), -1)).toMatchObject({ place: 0, count: 1 })
    expect(goTo(axis, one, 99)).toMatchObject({ place: 1_000, count: 4 })
  })

  it('stays within its axis, and goes on playing from where it is put', () => {
    expect(seek(axis, play(axis, start), 500)).toMatchObject({ place: 500, count: 3, isPlaying: true })
    expect(seek(axis, start, -5)).toMatchObject({ place: 0, count: 1 })
    expect(seek(axis, play(axis, start), 1e9)).toMatchObject({ place: 1_000, isPlaying: false })
  })

  it('has five speeds', () => {
    const all = [start]
    for (let index = 0; index < 5; index += 1) all.push(changeSpeed(all.at(-1)!, 1))
    expect(all.map(({ speed }) => speed)).toEqual([1, 2, 4, 8, 8, 8])
    expect(changeSpeed(changeSpeed(start, -1), -1).speed).toBe(0.5)
  })

  it('does not play where there is nothing to play', () => {
    const none = axisOf([])
    expect(play(none, playerAt(none, 0))).toMatchObject({ isPlaying: false, count: 0 })
    expect(step(none, playerAt(none, 0), 1)).toMatchObject({ count: 0, place: 0 })
    expect(pause(play(axis, start))).toEqual(start)
  })
})
