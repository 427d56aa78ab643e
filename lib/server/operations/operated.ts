import { join } from 'node:path'
import type { Jobs } from '@/lib/backend/jobs/jobs'
import type { OpenDatabase } from '@/lib/backend/store/open-database'
import { blobsFolderIn } from '../data-folder'
import type { Environment } from '../environment'
import { createDataQuota, type DataQuota } from './data-quota'
import { readLevel } from './level'
import type { Operated } from './operations'

type Database = Pick<OpenDatabase, 'level'>

export const quotaOf = ({ DATA_DIR, MAX_DATA_BYTES: limit }: Environment, { level }: Database): DataQuota =>
  createDataQuota({
    folders: [blobsFolderIn(DATA_DIR), join(DATA_DIR, 'transfers')],
    databaseBytes: level.bytes,
    limit,
    now: () => performance.now(),
    report: (message, error) => console.error(message, error),
  })

interface OperatedOf {
  readonly database: Database
  readonly jobs: Jobs | undefined
  readonly quota: DataQuota
}

/** The open backend, for whoever operates it. */
export const operatedOf = ({ database: { level: database }, jobs, quota }: OperatedOf): Operated => ({
  ping: database.ping,
  level: () => readLevel({ database, jobs, data: quota.level }),
  isOverQuota: quota.isOver,
})
