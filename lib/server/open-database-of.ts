// The database that the environment names, and what instances over one share their work by.
import { existsSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import type { Jobs } from '@/lib/backend/jobs/jobs'
import { checkDatabase } from '@/lib/backend/store/check-database'
import { KEYS_KIND } from '@/lib/backend/store/copy-tables'
import { moveIn } from '@/lib/backend/store/move-in'
import { type OpenDatabase, openDatabase } from '@/lib/backend/store/open-database'
import { sqliteFileIn } from '@/lib/backend/store/open-sqlite'
import type { SettingsTable } from '@/lib/backend/store/settings-table'
import { StoreOpenError } from '@/lib/backend/store/store-open-error'
import { appBuilderFolderIn, expectUnused } from './data-folder'
import type { Environment } from './environment'
import type { InstanceKeys } from './instance-keys'
import { StartError } from './start-error'

/** The id of the connection to AppBuilder that the environment defines, in addresses and in the database. */
export const APPBUILDER = 'appbuilder'

/** Of the kind KEYS_KIND. */
export const KEYS_ID = 'keys'

type Keys = Pick<InstanceKeys, 'fingerprint'>

/** What is closed with the backend is added to it. */
type Closing = (() => Promise<unknown>)[]

/** PostgreSQL, where there is an address of it, else SQLite's file in the data folder. */
export async function openDatabaseOf(environment: Environment, keys: Keys, closing: Closing): Promise<OpenDatabase> {
  const { DATABASE_URL: url, DATA_DIR: folder } = environment
  if (url !== undefined) {
    const unused = sqliteFileIn(folder)
    if (existsSync(unused)) console.error(`${unused} is not used: DATABASE_URL names another database.`)
    const database = await openDatabase({ database: { url }, clock: Date.now })
    closing.push(database.close)
    await expectSameKeys(database.settings, keys)
    return database
  }
  // Checked again, since building the pages takes time; and before the integrity check, which may still read the file.
  expectUnused(folder)
  const checked = await checkDatabase(folder)
  await moveAppBuilderIn(environment)
  const database = await openDatabase({ database: { folder }, clock: Date.now })
  closing.push(async () => {
    await database.close()
    checked.closed()
  })
  return database
}

/** What several instances share their work by. */
export async function openJobsOf({ DATABASE_URL: url }: Environment, closing: Closing): Promise<Jobs | undefined> {
  if (url === undefined) return undefined
  const { openJobs } = await import('@/lib/backend/jobs/open-jobs')
  const jobs = await openJobs({ url, report: (message, error) => console.error(message, error) })
  closing.push(jobs.close)
  return jobs
}

/** The first instance over a database notes which keys it has; others must have the same. Throws StartError. */
export async function expectSameKeys(settings: Pick<SettingsTable, 'putFirst'>, { fingerprint }: Keys) {
  const own = { id: KEYS_ID, document: { fingerprint: fingerprint() }, sealed: null }
  const { document } = await settings.putFirst(KEYS_KIND, own)
  if (isDeepStrictEqual(document, own.document)) return
  throw new StartError(
    'This instance has other keys than those that its database is used with. Set SECRET_KEY to what the others have, ' +
      'or copy secret.key and session.key from the data folder of one of them.',
  )
}

/** Earlier versions had a database for AppBuilder's connection. One that cannot be read stops only who wants it. */
export async function moveAppBuilderIn({
  APPBUILDER_TOKEN,
  DATA_DIR,
}: Pick<Environment, 'APPBUILDER_TOKEN' | 'DATA_DIR'>) {
  const from = appBuilderFolderIn(DATA_DIR)
  try {
    await moveIn({ from, into: DATA_DIR, connection: APPBUILDER, logLine: console.error })
  } catch (error) {
    if (APPBUILDER_TOKEN !== undefined || !(error instanceof StoreOpenError)) throw error
    console.error(error.message)
  }
}
