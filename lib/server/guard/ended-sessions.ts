// Sessions that were ended before they expired. A session is a signed cookie and is not stored; what is stored is which
// signatures no longer count.
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import * as z from 'zod'

/** How long a session lasts unless it is ended. */
export const SESSION_SECONDS = 30 * 24 * 3600

/** Beyond that number the oldest sessions end for everybody, so that no ended session is ever admitted again. */
const MAX_ENDED = 5_000

export interface Session {
  readonly id: string
  /** When it expires, in Unix seconds. */
  readonly expires: number
}

export interface EndedSessions {
  has(session: Session): boolean
  /**
   * Ends the session, for later processes as well. Throws when that cannot be written; in this process it has ended
   * even so.
   */
  end(session: Session): void
}

/** All sessions that expire at `floor` or before count as ended, and so do those in `ended`. */
const contents = z.object({
  floor: z.number(),
  ended: z.array(z.object({ id: z.string(), expires: z.number() })),
})
type Contents = Readonly<z.output<typeof contents>>

export interface EndedSessionsOptions {
  readonly file: string
  /** In milliseconds. */
  readonly clock: () => number
  /** How many are kept at most. */
  readonly most?: number
}

export function openEndedSessions({ file, clock, most = MAX_ENDED }: EndedSessionsOptions): EndedSessions {
  const now = () => Math.floor(clock() / 1000)
  let { floor, ended } = read(file) ?? { floor: now() + SESSION_SECONDS, ended: [] }
  let ids = new Set(ended.map(({ id }) => id))
  return {
    has: ({ id, expires }) => expires <= floor || ids.has(id),
    end(session) {
      const others = ended.filter(({ id, expires }) => id !== session.id && expires > now())
      const all = [...others, session].sort((a, b) => a.expires - b.expires)
      const dropped = all.splice(0, all.length - most)
      floor = Math.max(floor, dropped.at(-1)?.expires ?? 0)
      ended = all
      ids = new Set(all.map(({ id }) => id))
      write(file, { floor, ended })
    },
  }
}

/**
 * Undefined for a file that cannot be read: which sessions it names is then unknown, so all earlier ones count as
 * ended.
 */
function read(file: string): Contents | undefined {
  try {
    return contents.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return { floor: 0, ended: [] }
    if (error instanceof SyntaxError || error instanceof z.ZodError) return undefined
    throw error
  }
}

/** Atomic: afterwards the file has either the old contents or the new. */
function write(file: string, value: Contents) {
  const fresh = `${file}.new`
  const handle = openSync(fresh, 'w', 0o600)
  try {
    writeSync(handle, JSON.stringify(value))
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
  renameSync(fresh, file)
  keepFolder(dirname(file))
}

/** Only after this the renaming is durable, too. Windows cannot open folders. */
function keepFolder(path: string) {
  if (process.platform === 'win32') return
  const handle = openSync(path, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
