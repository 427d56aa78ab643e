// Python for whoever asks for it by key: a process each, at most so many, and one that is ready before it is needed.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { createExclusive } from '@/lib/backend/exclusive'
import type { Fetch } from '@/lib/backend/fetch'
import { withResolvers } from '@/lib/backend/with-resolvers'
import type { Cell, CellResult, PythonSessions } from './cell-result'
import { createReserve } from './reserve'
import { defaultLimits, type PythonLimits } from './limits'
import { createPackages } from './packages'
import { runCell, type Session } from './run-cell'

export interface PythonOptions {
  /** A folder of this installation's own, for packages and the snapshot. */
  readonly folder: string
  readonly fetch: Fetch
  readonly packageBaseUrl: string
  readonly limits?: Partial<PythonLimits>
  /** Pyodide's list of packages; another one in tests. */
  readonly lockFile?: string
}

/** So many keys are remembered of which a session was lost. */
const REMEMBERED = 1_000

export function createPythonSessions(options: PythonOptions): PythonSessions {
  const limits = { ...defaultLimits, ...options.limits }
  const packages = createPackages({
    ...{ folder: join(options.folder, 'packages'), fetch: options.fetch, baseUrl: options.packageBaseUrl },
    ...(options.lockFile !== undefined && { lockFile: options.lockFile }),
  })
  mkdirSync(options.folder, { recursive: true, mode: 0o700 })
  const reserve = createReserve({ folder: options.folder, limits })
  const sessions = new Map<string, Session>()
  const lost = new Set<string>()
  const exclusive = createExclusive()
  let room = withResolvers()
  let isClosed = false

  const forget = (session: Session) => {
    clearTimeout(session.idle)
    session.child.kill()
    if (sessions.get(session.key) !== session) return
    sessions.delete(session.key)
    lost.add(session.key)
    if (lost.size > REMEMBERED) for (const first of [...lost].slice(0, 1)) lost.delete(first)
    announceRoom()
  }
  const announceRoom = () => {
    const { resolve } = room
    room = withResolvers()
    resolve()
  }

  /** Waits while as many sessions as there may be are at work. */
  async function makeRoom(signal: AbortSignal) {
    while (sessions.size >= limits.sessions) {
      const [oldest] = [...sessions.values()].filter(({ isBusy }) => !isBusy).toSorted((a, b) => a.usedAt - b.usedAt)
      if (oldest) forget(oldest)
      else await Promise.race([room.promise, aborted(signal)])
      signal.throwIfAborted()
    }
  }

  async function sessionOf(key: string, signal: AbortSignal): Promise<{ session: Session; isNew: boolean }> {
    const kept = sessions.get(key)
    if (kept && !kept.child.hasEnded()) return { session: kept, isNew: false }
    if (kept) forget(kept)
    await makeRoom(signal)
    // Its place is taken before its process is there.
    const session: Session = {
      key,
      isBusy: true,
      usedAt: Date.now(),
      cells: 0,
      mounted: new Map(),
      child: noChild,
      idle: undefined,
    }
    sessions.set(key, session)
    try {
      session.child = await reserve.take()
      return { session, isNew: true }
    } catch (error) {
      sessions.delete(key)
      announceRoom()
      throw error
    }
  }

  async function runHere(key: string, cell: Cell): Promise<CellResult> {
    const found = await reserve.isolation()
    if (!found.ok) return failed('UNAVAILABLE', found.message)
    if (isClosed || cell.signal.aborted) return failed('CANCELLED', 'The cell was cancelled before it ran.')
    let entry
    try {
      entry = await sessionOf(key, cell.signal)
    } catch {
      if (cell.signal.aborted) return failed('CANCELLED', 'The cell was cancelled before it ran.')
      return failed('UNAVAILABLE', 'Python could not be started here.')
    }
    const { session, isNew } = entry
    clearTimeout(session.idle)
    session.isBusy = true
    const wasReset = isNew && lost.delete(key)
    const result = await runCell(session, cell, { packages, limits })
    session.isBusy = false
    session.usedAt = Date.now()
    if (isClosed || session.child.hasEnded()) forget(session)
    else session.idle = setTimeout(() => forget(session), limits.idleMs).unref()
    announceRoom()
    return { ...result, isNewSession: isNew, wasReset }
  }

  return {
    run: (key, cell) => exclusive(key, () => runHere(key, cell)),
    async availability() {
      const found = await reserve.isolation()
      return found.ok ? { ok: true, wall: found.isolation.wall } : found
    },
    end(key) {
      const session = sessions.get(key)
      if (session) forget(session)
      lost.delete(key)
    },
    async close() {
      isClosed = true
      const children = [...sessions.values()].map(({ child }) => child)
      for (const session of [...sessions.values()]) forget(session)
      await Promise.all([...children.map(({ ended }) => ended), reserve.close()])
    },
  }
}

/** Stands where a process is still being started. */
const noChild: Session['child'] = {
  pid: undefined,
  ended: Promise.resolve(),
  hasEnded: () => false,
  kill: () => {},
  ask: () => Promise.reject(new Error('The process has not started.')),
  put: () => Promise.reject(new Error('The process has not started.')),
}

const aborted = (signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    if (signal.aborted) resolve()
    signal.addEventListener('abort', () => resolve(), { once: true })
  })

const failed = (code: 'UNAVAILABLE' | 'CANCELLED', error: string): CellResult => ({
  ...{ logs: '', images: [], files: [], mounted: [], isNewSession: false, wasReset: false },
  ...{ code, error },
})
