import { describe, expect, it } from 'vitest'
import { runStatuses, type RunStatus } from '@/lib/protocol/status'
import { emptyView, fold } from '@/lib/run/fold'
import { lifecycleOf } from './lifecycle'
import { canMove, next } from '@/lib/run/machine'
import { MACHINE, machineOf } from './status-diagram'
import { asked, START, toolRun } from '@/lib/run/testing/log'

const machineAfter = (events: Parameters<typeof fold>[1]) => machineOf(lifecycleOf(fold(emptyView, events), START))

/** A run that is said to have been in those statuses, a second in each. */
const wayOf = (...statuses: readonly RunStatus[]) => wayBy('illegal', ...statuses)

/** The same; `gap` is what becomes of moves that the protocol does not know. */
function wayBy(gap: 'unseen' | 'illegal', ...statuses: readonly RunStatus[]) {
  const segments = statuses.map((status, index) => ({
    status,
    from: index * 1000,
    to: (index + 1) * 1000,
    isLive: false,
    softness: 'none' as const,
    fromNotBefore: null,
    toNotBefore: null,
    entry: index === 0 || canMove(statuses[index - 1]!, status) ? ('legal' as const) : gap,
  }))
  return machineOf({ segments, dwell: {} })
}

describe('machineOf', () => {
  const { nodes, edges } = machineAfter(toolRun())

  it('has each status once, inside of the drawing and apart from the others', () => {
    expect(nodes.map(({ status }) => status)).toEqual(runStatuses)
    for (const a of nodes) {
      expect(a.x - MACHINE.nodeWidth / 2).toBeGreaterThanOrEqual(0)
      expect(a.x + MACHINE.nodeWidth / 2).toBeLessThanOrEqual(MACHINE.width)
      expect(a.y - MACHINE.nodeHeight / 2).toBeGreaterThanOrEqual(0)
      expect(a.y + MACHINE.nodeHeight / 2).toBeLessThanOrEqual(MACHINE.height)
      for (const b of nodes) {
        const isApart = Math.abs(a.x - b.x) >= MACHINE.nodeWidth || Math.abs(a.y - b.y) >= MACHINE.nodeHeight
        expect(a === b || isApart, `${a.status} and ${b.status}`).toBe(true)
      }
    }
  })

  it('has each legal move, and no other unless it happened', () => {
    expect(edges.map(({ from, to }) => [from, to])).toEqual(
      runStatuses.flatMap((from) => next[from].map((to) => [from, to])),
    )
    expect(edges.some(({ entry }) => entry !== 'legal')).toBe(false)
  })

  it('tells where a time is known roughly only', () => {
    const [created, ...rest] = toolRun()
    const softOf = (events: Parameters<typeof fold>[1]) =>
      machineAfter(events).nodes.flatMap(({ status, isSoft }) => (isSoft ? [status] : []))
    expect(softOf(toolRun())).toEqual([])
    expect(softOf([created!, ...rest.map(asked)])).toContain('in_progress')
  })

  it('tells how long a run was where, and where it is', () => {
    const told = nodes
      .filter(({ visits }) => visits > 0)
      .map(({ status, visits, dwellMs }) => [status, visits, dwellMs])
    expect(told).toEqual([
      ['queued', 2, 130],
      ['in_progress', 2, 780],
      ['requires_action', 1, 60_000],
      ['completed', 1, 0],
    ])
    expect(nodes.filter(({ isCurrent }) => isCurrent).map(({ status }) => status)).toEqual(['completed'])
  })

  it('counts how often each way was gone', () => {
    expect(edges.filter(({ count }) => count > 0).map(({ from, to, count }) => `${from} ${to} ${count}`)).toEqual([
      'queued in_progress 2',
      'in_progress requires_action 1',
      'in_progress completed 1',
      'requires_action queued 1',
    ])
  })

  it('tells a gap from a move that is not allowed', () => {
    const { edges: taken } = wayBy('unseen', 'queued', 'completed')
    expect(taken.filter(({ entry }) => entry !== 'legal')).toMatchObject([
      { from: 'queued', to: 'completed', count: 1, entry: 'unseen' },
    ])
  })

  it('flags a move that the protocol does not allow', () => {
    const illegal = wayOf('queued', 'completed', 'in_progress').edges.filter(({ entry }) => entry === 'illegal')
    expect(illegal.map(({ from, to, count }) => `${from} ${to} ${count}`)).toEqual([
      'queued completed 1',
      'completed in_progress 1',
    ])
  })

  const paths = runStatuses.flatMap((from) =>
    runStatuses
      .filter((to) => to !== from)
      .map((to) => wayOf(from, to).edges.find((edge) => edge.from === from && edge.to === to)!),
  )

  it('lets no way begin where another ends, so that two do not read as one with two arrows', () => {
    const ends = new Set(paths.map(({ path }) => path.split(' ').slice(-2).join(' ')))
    const starts = paths.map(({ path }) => path.slice(1, path.indexOf(' C')))
    expect(starts.filter((start) => ends.has(start))).toEqual([])
  })

  it('draws every move, those that cannot be included, within its bounds and on a way of its own', () => {
    expect(new Set(paths.map(({ path }) => path)).size).toBe(72)
    for (const { path, middle } of paths) {
      const numbers = path.match(/-?\d+(?:\.\d+)?/g)!.map(Number)
      expect(Math.min(...numbers)).toBeGreaterThanOrEqual(0)
      expect(Math.max(...numbers)).toBeLessThanOrEqual(MACHINE.width)
      expect(middle.x).toBeGreaterThan(0)
    }
  })
})
