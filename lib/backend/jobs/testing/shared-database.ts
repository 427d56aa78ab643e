// One PostgreSQL for the instances of a test: each has a database of its own to ask, and its own taker of jobs.
import pg from 'pg'
import { onTestFinished } from 'vitest'
import type { Clock } from '@/lib/backend/clock'
import { openDatabase } from '@/lib/backend/store/open-database'
import { databases } from '@/lib/backend/store/testing/databases'
import { openJobs } from '../open-jobs'

const BEAT_MS = 200

/** Longer than any test. */
const SILENT_MS = 1_000_000

export interface InstanceOptions {
  /** It never says that it lives: by what it does not do it is dead, though it would go on. */
  readonly isSilent?: boolean
  readonly clock?: Clock
}

export async function startSharedDatabase() {
  const location = await databases[1]!.create()
  if (!('url' in location)) throw new Error('A database of PostgreSQL was expected.')
  const { url } = location
  /** What operators would have been told, by any instance. */
  const reports: string[] = []
  const report = (message: string, error: unknown) => void reports.push(`${message} ${String(error)}`)

  async function openInstance({ isSilent = false, clock = Date.now }: InstanceOptions = {}) {
    const database = await openDatabase({ database: location, clock })
    const jobs = await openJobs({ url, report, beatMs: isSilent ? SILENT_MS : BEAT_MS })
    /** What ends the instance in order, once, at the end of the test at the latest. */
    function endingWith(closeBackend: () => Promise<void>): () => Promise<void> {
      let closed: Promise<void> | undefined
      const close = () =>
        (closed ??= (async () => {
          jobs.drain()
          await closeBackend()
          await jobs.close()
          await database.close()
        })())
      onTestFinished(close)
      return close
    }
    return { database, jobs, endingWith }
  }

  return { openInstance, reports, report, letHeartbeatsRunOut: () => letHeartbeatsRunOut(url) }
}

/** What every instance has that does not say that it lives is taken from it a little later. */
async function letHeartbeatsRunOut(url: string) {
  const client = new pg.Client(url)
  await client.connect()
  await client.query(`update pgboss.job set heartbeat_on = heartbeat_on - interval '11 seconds'
    where state = 'active'`)
  await client.end()
}
