import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { temporaryFolder } from '@/lib/backend/store/testing/databases'

/**
 * What this process has closed it has open for a while longer, and no other process may touch it until then. The log
 * comes first: what leaves it for the database meanwhile is in both.
 */
export async function copyOf(folder: string) {
  const copy = await temporaryFolder()
  const log = 'playground.db-wal'
  await cp(join(folder, log), join(copy, log)).catch(unlessMissing)
  await cp(folder, copy, { recursive: true, filter: (path) => !/-(wal|shm)$/.test(path) })
  return copy
}

function unlessMissing(error: NodeJS.ErrnoException) {
  if (error.code !== 'ENOENT') throw error
}
