// How things stand in the database, when somebody asks.
import type { RunStatus } from '@/lib/protocol/status'
import type { DatabaseLevel, PoolLevel } from '@/lib/backend/store/database-level'
import type { JobCount, Jobs } from '@/lib/backend/jobs/jobs'

export interface Level {
  readonly active: ReadonlyMap<RunStatus, number>
  readonly jobs: readonly JobCount[]
  readonly pool: PoolLevel | undefined
  readonly data: { readonly bytes: number; readonly limit: number | undefined }
}

interface LevelOf {
  readonly database: DatabaseLevel
  readonly jobs: Pick<Jobs, 'counts'> | undefined
  readonly data: () => Promise<Level['data']>
}

/** Throws what the database says. */
export async function readLevel({ database, jobs, data }: LevelOf): Promise<Level> {
  const [active, counts, measured] = await Promise.all([database.activeRuns(), jobs?.counts() ?? [], data()])
  return { active, jobs: counts, pool: database.pool(), data: measured }
}
