import { join } from 'node:path'
import type { Jobs } from '@/lib/backend/jobs/jobs'
import type { OpenDatabase } from '@/lib/backend/store/open-database'
import { blobsFolderIn } from '../data-folder'
import type { Environment } from '../environment'
import type { OpenBlobs } from '../open-blobs'
import { createDataQuota, type DataQuota } from './data-quota'
import { readLevel } from './level'
import type { Operated } from './operations'

type Database = Pick<OpenDatabase, 'level' | 'bucketUse'>

type Variables = Pick<Environment, 'DATA_DIR' | 'DATABASE_URL' | 'MAX_DATA_BYTES' | 'BLOB_URL'>

export const quotaOf = (
  { DATA_DIR, DATABASE_URL, MAX_DATA_BYTES: limit, BLOB_URL: url }: Variables,
  { level, bucketUse }: Database,
): DataQuota =>
  createDataQuota({
    folders: [blobsFolderIn(DATA_DIR), join(DATA_DIR, 'transfers')],
    async databaseBytes(many) {
      const elsewhere = url === undefined ? 0 : (await bucketUse.counted()).bytes
      return elsewhere + (await level.bytes(many === undefined ? undefined : many - elsewhere))
    },
    limit,
    isShared: DATABASE_URL !== undefined,
    now: () => performance.now(),
    report: (message, error) => console.error(message, error),
  })

interface OperatedOf {
  readonly database: Database
  readonly blobs: Pick<OpenBlobs, 'bucket'>
  readonly jobs: Jobs | undefined
  readonly quota: DataQuota
}

/** The open backend, for whoever operates it. */
export const operatedOf = ({ database: { level: database }, blobs, jobs, quota }: OperatedOf): Operated => ({
  ping: database.ping,
  pingFiles: blobs.bucket?.ping,
  level: () => readLevel({ database, jobs, data: quota.level }),
  isOverQuota: quota.isOver,
})
