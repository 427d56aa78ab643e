import type { Db } from 'pg-boss'
import { type Queue, queues } from './jobs'

interface BellOptions {
  readonly schema: string
  /** There may be jobs to take: some were sent, or the line was interrupted and it is not known. */
  readonly onRing: (queue: Queue) => void
  /** An instance has looked for jobs of the queue in vain, and could do more. */
  readonly onIdle: (queue: Queue) => void
}

/** The channel on which pg-boss tells of new jobs, by the name that it makes of its schema's. */
const channelOf = "'pgboss_' || left(encode(sha224(convert_to($1, 'UTF8')), 'hex'), 24)"

/** Before the queue's name; the library's own notices are names alone. */
const IDLE = 'idle:'

/** Tells instances at once that there are jobs. Without it they find them a little later. */
export async function createBell(db: Db, { schema, onRing, onIdle }: BellOptions) {
  const { rows } = await db.executeSql(`select ${channelOf} as channel`, [schema])
  const { channel } = rows[0] as { readonly channel: string }
  const isQueue = (name: string): name is Queue => queues.some((queue) => queue === name)
  const line = await db.listen?.(
    channel,
    (name) => {
      const idle = name.startsWith(IDLE) ? name.slice(IDLE.length) : ''
      if (isQueue(name)) onRing(name)
      else if (isQueue(idle)) onIdle(idle)
    },
    () => queues.forEach(onRing),
  )
  const tell = async (what: string) => void (await db.executeSql('select pg_notify($1, $2)', [channel, what]))
  return {
    /** pg-boss itself does so for jobs that are sent, and not for those that are given back. */
    ring: (queue: Queue) => tell(queue),
    tellIdle: (queue: Queue) => tell(`${IDLE}${queue}`),
    close: async () => line?.close(),
  }
}
