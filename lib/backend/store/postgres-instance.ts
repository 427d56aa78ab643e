import { sql } from 'kysely'
import type { Clock } from '@/lib/backend/clock'
import type { Notifier } from '@/lib/backend/notifier'
import type { Db } from './database'
import { createDatabaseClock } from './database-clock'
import { createDeltaWriter, type DeltaWriter } from './delta-writer'
import { createNoticeClient } from './open-postgres'
import { createPostgresNotifier } from './postgres-notifier'

/** What a process has of its own at a database that others may have open as well. */
export interface Instance {
  readonly clock: Clock
  readonly notifier: Notifier
  /** Without it nothing waits for others. */
  readonly writer: DeltaWriter | undefined
  close(): Promise<void>
}

interface InstanceOptions {
  readonly url: string
  readonly report: (message: string, error: unknown) => void
  /** In the place of the database's. */
  readonly clock?: Clock
}

export async function openPostgresInstance(db: Db, { url, report, clock }: InstanceOptions): Promise<Instance> {
  const time = clock ? { clock, stop: () => undefined } : await createDatabaseClock({ ask: () => timeOf(db) })
  const notifier = await createPostgresNotifier({ createClient: () => createNoticeClient(url), report })
  return {
    clock: time.clock,
    notifier,
    writer: createDeltaWriter(db),
    async close() {
      time.stop()
      await notifier.close()
    },
  }
}

async function timeOf(db: Db): Promise<number> {
  const asked = sql<{ ms: number }>`select extract(epoch from clock_timestamp()) * 1000 as ms`
  return Number((await asked.execute(db)).rows[0]?.ms)
}
