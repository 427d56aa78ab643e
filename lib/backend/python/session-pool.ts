import { withResolvers } from '@/lib/backend/with-resolvers'
import type { PythonLimits } from './limits'
import type { Reserve } from './reserve'
import type { Session } from './run-cell'
import type { PythonChild } from './python-child'

export interface TakenSession {
  readonly session: Session
  readonly isNew: boolean
  /** There was one of this key, and it is gone. */
  readonly wasReset: boolean
}

export interface SessionPool {
  has(key: string): boolean
  /** The session of a key, at work from now on. Waits while too many are at work. @throws when aborted */
  take(key: string, signal: AbortSignal): Promise<TakenSession>
  /** It rests, or is gone. */
  give(session: Session): void
  end(key: string): void
  close(): Promise<void>
}

/** So many keys are remembered of which a session was lost. */
const MAX_REMEMBERED = 1_000

interface Means {
  readonly reserve: Reserve
  readonly limits: PythonLimits
}

export function createSessionPool({ reserve, limits }: Means): SessionPool {
  const sessions = new Map<string, Session>()
  const lost = createRemembered(MAX_REMEMBERED)
  const { waitForRoom, announceRoom } = createRoom()
  const forget = (session: Session) => {
    clearTimeout(session.idle)
    session.child.kill()
    if (sessions.get(session.key) !== session) return
    sessions.delete(session.key)
    lost.add(session.key)
    announceRoom()
  }
  async function start(key: string, signal: AbortSignal): Promise<TakenSession> {
    while (!makeRoom({ sessions, limits, forget })) await waitForRoom(signal)
    // Its place is taken before its process is there, and at once: others that waited look next.
    const session = emptySession(key)
    sessions.set(key, session)
    try {
      session.child = await reserve.take()
    } catch (error) {
      sessions.delete(key)
      announceRoom()
      throw error
    }
    if (sessions.get(key) !== session) {
      session.child.kill()
      throw new Error('The session was ended before it began.')
    }
    return { session, isNew: true, wasReset: lost.remove(key) }
  }

  return {
    has: (key) => sessions.has(key),
    async take(key, signal) {
      const kept = sessions.get(key)
      if (kept?.child.hasEnded()) forget(kept)
      else if (kept) {
        clearTimeout(kept.idle)
        kept.isBusy = true
        return { session: kept, isNew: false, wasReset: false }
      }
      return start(key, signal)
    },
    give(session) {
      session.isBusy = false
      session.usedAt = Date.now()
      if (session.child.hasEnded() || sessions.get(session.key) !== session) forget(session)
      else session.idle = setTimeout(() => forget(session), limits.idleMs).unref()
      announceRoom()
    },
    end(key) {
      const session = sessions.get(key)
      if (session) forget(session)
      lost.remove(key)
    },
    async close() {
      await endAll([...sessions.values()], forget)
    },
  }
}

async function endAll(sessions: readonly Session[], end: (session: Session) => void) {
  sessions.forEach(end)
  await Promise.all(sessions.map(({ child }) => child.ended))
}

function createRoom() {
  let room = withResolvers()
  return {
    /** @throws when aborted */
    async waitForRoom(signal: AbortSignal) {
      await Promise.race([room.promise, aborted(signal)])
      signal.throwIfAborted()
    },
    announceRoom() {
      const { resolve } = room
      room = withResolvers()
      resolve()
    },
  }
}

interface Full {
  readonly sessions: ReadonlyMap<string, Session>
  readonly limits: PythonLimits
  readonly forget: (session: Session) => void
}

/** False where all are at work. */
function makeRoom({ sessions, limits, forget }: Full): boolean {
  while (sessions.size >= limits.sessions) {
    const oldest = oldestIdle(sessions)
    if (!oldest) return false
    forget(oldest)
  }
  return true
}

const oldestIdle = (sessions: ReadonlyMap<string, Session>) =>
  [...sessions.values()].filter(({ isBusy }) => !isBusy).toSorted((a, b) => a.usedAt - b.usedAt)[0]

/** The newest of the keys that were added. */
function createRemembered(atMost: number) {
  const keys = new Set<string>()
  return {
    add(key: string) {
      keys.add(key)
      const [first] = keys
      if (keys.size > atMost && first !== undefined) keys.delete(first)
    },
    remove: (key: string) => keys.delete(key),
  }
}

const emptySession = (key: string): Session => ({
  ...{ key, isBusy: true, usedAt: Date.now(), cells: 0, idle: undefined },
  mounted: new Map(),
  child: notStarted,
})

/** Stands where a process is still being started. */
const notStarted: PythonChild = {
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
