import Libsql from 'libsql'
import { sqliteFileIn } from '@/lib/backend/store/open-sqlite'
import { turn } from './weather'

/** As if a fault of the disk had hit the database of that folder. What the backend is writing is waited for. */
export async function changeDatabase(folder: string, statement: string) {
  const database = new Libsql(sqliteFileIn(folder))
  while (!wasExecuted(database, statement)) await turn()
  database.close()
}

function wasExecuted(database: InstanceType<typeof Libsql>, statement: string): boolean {
  try {
    database.exec(statement)
    return true
  } catch (error) {
    if (error instanceof Error && error.message.includes('locked')) return false
    throw error
  }
}
