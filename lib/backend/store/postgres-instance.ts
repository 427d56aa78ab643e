import { sql } from 'kysely'
import type { Clock } from '@/lib/backend/clock'
import { alone, type Notifier } from '@/lib/backend/notifier'
import type { Db } from './database'
import { createDatabaseClock } from './database-clock'
import { createDeltaWriter, type DeltaWriter } from './delta-writer'

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
  /** In the place of the database's. */
  readonly clock?: Clock
}

export async function openPostgresInstance(db: Db, { clock }: InstanceOptions): Promise<Instance> {
  const time = clock ? { clock, stop: () => undefined } : await createDatabaseClock({ ask: () => timeOf(db) })
  return {
    clock: time.clock,
    notifier: alone,
    writer: createDeltaWriter(db),
    close: async () => time.stop(),
  }
}

async function timeOf(db: Db): Promise<number> {
  const asked = sql<{ ms: number }>`select extract(epoch from clock_timestamp()) * 1000 as ms`
  return Number((await asked.execute(db)).rows[0]?.ms)
}
