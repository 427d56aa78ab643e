// The data itself, for programs that work without a server.
import { checkDatabase } from '@/lib/backend/store/check-database'
import { type OpenDatabase, openDatabase } from '@/lib/backend/store/open-database'
import { openDataFolder } from './data-folder'
import type { Environment } from './environment'

/**
 * Opens what the environment names and closes it behind the work. A data folder is locked meanwhile: its server must be
 * stopped. A database that instances share is not.
 */
export async function onDatabase<T>(
  { DATA_DIR: path, DATABASE_URL: url }: Pick<Environment, 'DATA_DIR' | 'DATABASE_URL'>,
  work: (database: OpenDatabase) => Promise<T>,
): Promise<T> {
  const isShared = url !== undefined
  const folder = openDataFolder(path, { isShared })
  try {
    const checked = isShared ? undefined : await checkDatabase(path)
    const database = await openDatabase({ database: isShared ? { url } : { folder: path }, clock: Date.now })
    try {
      return await work(database)
    } finally {
      await database.close()
      checked?.closed()
    }
  } finally {
    folder.release()
  }
}
