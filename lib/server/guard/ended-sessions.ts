// Sessions that were ended before their time. A session is a signed cookie and is kept nowhere; what is kept here is
// whose signature no longer counts.
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import * as z from 'zod'

/** How long a session lasts that nobody ends. */
export const SESSION_SECONDS = 30 * 24 * 3600

/** Beyond that the oldest sessions are over for everybody: nothing that was ended is ever let in again. */
const MAX_ENDED = 5_000

export interface Session {
  readonly id: string
  /** When it is over by itself, in seconds since 1970. */
  readonly expires: number
}

export interface EndedSessions {
  has(session: Session): boolean
  /** Ends it at once and for the processes to come. Throws when it cannot be written down; ended it is even so. */
  end(session: Session): void
}

/** Sessions that would be over at `floor` or before are over, and so are those in `ended`. */
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

/** Undefined for what cannot be understood: who is in it is then unknown, and all sessions of before count as ended. */
function read(file: string): Contents | undefined {
  try {
    return contents.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return { floor: 0, ended: [] }
    if (error instanceof SyntaxError || error instanceof z.ZodError) return undefined
    throw error
  }
}

/** Either the old contents stand there afterwards or the new, whatever happens meanwhile. */
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

/** A name that was just given is as durable as its contents only after this; Windows opens no folders. */
function keepFolder(path: string) {
  if (process.platform === 'win32') return
  const handle = openSync(path, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
