// The protocol's state machine as a drawing, and a run's way through it.
import { runStatuses, type RunStatus } from '@/lib/protocol/status'
import type { Entry, Lifecycle } from './lifecycle'
import { next } from '@/lib/run/machine'

export interface Point {
  readonly x: number
  readonly y: number
}

export interface MachineNode extends Point {
  readonly status: RunStatus
  /** How often the run entered it. */
  readonly visits: number
  /** Milliseconds over all visits; 0 where a run comes to rest. */
  readonly dwellMs: number
  /** That time is known roughly only. */
  readonly isSoft: boolean
  readonly isCurrent: boolean
}

export interface MachineEdge {
  readonly from: RunStatus
  readonly to: RunStatus
  /** How often the run went this way. */
  readonly count: number
  /** The protocol knows no such move: then something in between was not seen, or it should not have happened. */
  readonly entry: Entry
  /** A path of SVG from border to border. */
  readonly path: string
  /** Its middle, for the count. */
  readonly middle: Point
}

interface Machine {
  readonly nodes: readonly MachineNode[]
  readonly edges: readonly MachineEdge[]
}

/** The size of the drawing and of a node, in the units of its paths. */
export const MACHINE = { width: 340, height: 308, nodeWidth: 128, nodeHeight: 40 } as const

const LEFT = MACHINE.nodeWidth / 2 + 4
const RIGHT = MACHINE.width - LEFT

/** The middles of the nodes: what a run does at the left, where it can end at the right. */
const places = {
  queued: { x: LEFT, y: 26 },
  in_progress: { x: LEFT, y: 110 },
  requires_action: { x: LEFT, y: 194 },
  cancelling: { x: LEFT, y: 278 },
  expired: { x: RIGHT, y: 26 },
  completed: { x: RIGHT, y: 89 },
  incomplete: { x: RIGHT, y: 152 },
  failed: { x: RIGHT, y: 215 },
  cancelled: { x: RIGHT, y: 278 },
} as const satisfies Record<RunStatus, Point>

/** Where a run has been: each status with its time, each legal move and each that happened with its count. */
export function machineOf({ segments, dwell }: Pick<Lifecycle, 'segments' | 'dwell'>): Machine {
  const nodes = runStatuses.map((status) => {
    const visits = segments.filter((segment) => segment.status === status)
    return {
      ...{ status, ...places[status], visits: visits.length, dwellMs: dwell[status] ?? 0 },
      isSoft: visits.some(({ softness }) => softness !== 'none'),
      isCurrent: segments.at(-1)?.status === status,
    }
  })
  return { nodes, edges: edgesOf(segments) }
}

function edgesOf(way: Lifecycle['segments']): readonly MachineEdge[] {
  const taken = new Map<string, { count: number; entry: Entry }>()
  for (const [index, { status, entry }] of way.slice(1).entries()) {
    const key = `${way[index]?.status} ${status}`
    const known = taken.get(key)
    // Seen once as it happened, it is no gap the other times.
    taken.set(key, { count: (known?.count ?? 0) + 1, entry: known?.entry === 'illegal' ? 'illegal' : entry })
  }
  const legal = runStatuses.flatMap((from) => next[from].map((to) => `${from} ${to}`))
  return [...new Set([...legal, ...taken.keys()])].map((key) => {
    const [from, to] = key.split(' ') as [RunStatus, RunStatus]
    return { from, to, ...(taken.get(key) ?? { count: 0, entry: 'legal' }), ...curveOf(from, to) }
  })
}

/**
 * How far from the middle of a node's side the rarer ends of ways lie: arrivals at the left, departures at the right,
 * which the protocol does not know. So no way begins where another ends, and none reads as leading both ways.
 */
const BESIDE = 10

const isAtLeft = (status: RunStatus) => places[status].x === LEFT

/** From side to side across the middle; between neighbours of a column straight, past others in an arc outside. */
function curveOf(from: RunStatus, to: RunStatus): { path: string; middle: Point } {
  const a = places[from]
  const b = places[to]
  if (isAtLeft(from) !== isAtLeft(to)) return across(a, b)
  const isNeighbour = Math.abs(a.y - b.y) <= 84
  // A pair of ways between two neighbours lies side by side: down at the left, up at the right.
  return isNeighbour ? straight(a, b) : around(a, b)
}

function across(a: Point, b: Point) {
  const way = Math.sign(b.x - a.x)
  const shift = way > 0 ? 0 : BESIDE
  const start = { x: a.x + (way * MACHINE.nodeWidth) / 2, y: a.y + shift }
  const end = { x: b.x - (way * MACHINE.nodeWidth) / 2, y: b.y + shift }
  const bend = (end.x - start.x) * 0.55
  return cubic([start, { x: start.x + bend, y: start.y }, { x: end.x - bend, y: end.y }, end])
}

function straight(a: Point, b: Point) {
  const way = Math.sign(b.y - a.y)
  const x = a.x - way * 14
  const start = { x, y: a.y + (way * MACHINE.nodeHeight) / 2 }
  const end = { x, y: b.y - (way * MACHINE.nodeHeight) / 2 }
  return cubic([start, start, end, end])
}

/** Through the middle of the drawing, beside the nodes that lie between. */
function around(a: Point, b: Point) {
  const side = a.x === LEFT ? 1 : -1
  const shift = Math.sign(b.y - a.y) * BESIDE
  const start = { x: a.x + (side * MACHINE.nodeWidth) / 2, y: side === 1 ? a.y : a.y + shift }
  const end = { x: b.x + (side * MACHINE.nodeWidth) / 2, y: side === 1 ? b.y - shift : b.y }
  const out = start.x + side * 40
  return cubic([start, { x: out, y: start.y }, { x: out, y: end.y }, end])
}

function cubic([start, c1, c2, end]: readonly [Point, Point, Point, Point]) {
  const write = ({ x, y }: Point) => `${round(x)} ${round(y)}`
  const half = (key: 'x' | 'y') => (start[key] + 3 * c1[key] + 3 * c2[key] + end[key]) / 8
  return {
    path: `M${write(start)} C${write(c1)} ${write(c2)} ${write(end)}`,
    middle: { x: round(half('x')), y: round(half('y')) },
  }
}

const round = (value: number) => Math.round(value * 10) / 10
