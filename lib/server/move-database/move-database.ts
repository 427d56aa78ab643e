// All data from SQLite into PostgreSQL, or back: rows, settings, sealed secrets, the bytes of files. All or nothing:
// rows are there for others when all of them are, and bytes without rows are nobody's, which the next start removes.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { alone } from '@/lib/backend/notifier'
import { createBlobs } from '@/lib/backend/blobs/blobs'
import { createDatabaseBlobs } from '@/lib/backend/blobs/database-blobs'
import { isSound } from '@/lib/backend/store/check-database'
import { createConnectionDb } from '@/lib/backend/store/connection-db'
import { type CopiedTable, copyTables, isEmpty, KEYS_KIND } from '@/lib/backend/store/copy-tables'
import type { Db } from '@/lib/backend/store/database'
import { createFileBytes } from '@/lib/backend/store/file-bytes'
import { migrate } from '@/lib/backend/store/migrations'
import { openSqlite, sqliteFileIn } from '@/lib/backend/store/open-sqlite'
import { createPositions } from '@/lib/backend/store/positions'
import { createSettings } from '@/lib/backend/store/settings'
import { createTransactionScope } from '@/lib/backend/store/transaction-scope'
import { blobsFolderIn, type DataFolder } from '../data-folder'
import type { Environment } from '../environment'
import { type InstanceKeys, instanceKeysFrom } from '../instance-keys'
import { expectSameKeys, KEYS_ID, moveAppBuilderIn } from '../open-database-of'
import { StartError } from '../start-error'
import { copyFiles, copyKnown } from './copy-files'
import { withPostgres } from './with-postgres'

export const directions = ['to-postgresql', 'to-sqlite'] as const

interface Moving {
  readonly environment: Environment
  /** DATA_DIR, which nobody else uses. */
  readonly folder: DataFolder
  /** Tells the operator, a line at a time. */
  readonly say: (line: string) => void
}

interface Places extends Moving {
  readonly keys: InstanceKeys
  readonly url: string
}

/** Throws StartError and StoreOpenError, in words for an operator, and has changed nothing then. */
export async function moveDatabase(direction: (typeof directions)[number], moving: Moving): Promise<void> {
  const { DATABASE_URL: url } = moving.environment
  if (url === undefined) throw new StartError('Set DATABASE_URL to the address of the PostgreSQL database.')
  const places = { ...moving, url, keys: instanceKeysFrom(moving.environment, moving.folder) }
  await (direction === 'to-sqlite' ? toSqlite(places) : toPostgres(places))
}

async function toPostgres({ environment, folder: { path }, keys, url, say }: Places) {
  const file = sqliteFileIn(path)
  if (!existsSync(file)) throw new StartError(`There is no database in ${path}.`)
  if (!(await isSound(file))) throw new StartError(`The database ${file} is damaged. Run npm run doctor.`)
  await moveAppBuilderIn(environment)
  await withSqlite({ folder: path, say }, (sqlite) =>
    withPostgres(url, async (postgres) => {
      if (!(await isEmpty(postgres)))
        throw new StartError('There is data in the PostgreSQL database already, and nothing is put over it.')
      await expectSameKeys(await settingsOf(postgres, say), keys)
      await copyTables({ from: sqlite, to: postgres, onTable: told(say) })
      const files = await copyFiles(sqlite, {
        from: (connection) => createBlobs(join(blobsFolderIn(path), connection)),
        to: (connection) => blobsIn(postgres, { connection, path }),
      })
      say(filesLine({ ...files, inBucket: await copyKnown({ from: sqlite, to: postgres }) }))
    }),
  )
}

async function toSqlite({ environment, folder: { path }, keys, url, say }: Places) {
  await withPostgres(url, async (postgres) => {
    // Before there is a file: a server that starts on an empty one says nothing of it.
    await expectKeysOf(await settingsOf(postgres, say), { environment, keys })
    await withSqlite({ folder: path, say }, async (sqlite) => {
      if (!(await isEmpty(sqlite)))
        throw new StartError(
          `There is data in ${path} already, and nothing is put over it. Set DATA_DIR to a new folder, with copies of ` +
            'secret.key and session.key, or move playground.db and blobs away.',
        )
      await sqlite.transaction().execute(async (to) => {
        await copyTables({ from: postgres, to, onTable: told(say) })
        const files = await copyFiles(postgres, {
          from: (connection) => blobsIn(postgres, { connection, path }),
          to: (connection) => createBlobs(join(blobsFolderIn(path), connection)),
        })
        say(filesLine({ ...files, inBucket: await copyKnown({ from: postgres, to }) }))
      })
    })
  })
}

type Said = Pick<Moving, 'say'>

async function withSqlite<T>({ folder, say }: Said & { folder: string }, work: (db: Db) => Promise<T>): Promise<T> {
  const scope = createTransactionScope()
  const db = await openSqlite(folder, scope)
  try {
    await migrate(db, { file: sqliteFileIn(folder), logLine: say })
    return await work(db)
  } finally {
    await db.destroy().finally(scope.end)
  }
}

const blobsIn = (postgres: Db, { connection, path }: { readonly connection: string; readonly path: string }) =>
  createDatabaseBlobs(createFileBytes(createConnectionDb(postgres, connection), Date.now), join(path, 'scratch'))

const settingsOf = async (db: Db, logLine: Moving['say']) =>
  createSettings(db, { nextPosition: await createPositions(db, Date.now), notifier: alone, logLine })

interface Own {
  readonly environment: Environment
  readonly keys: InstanceKeys
}

/** What is sealed in the database can be opened only with the keys that it was used with. */
async function expectKeysOf(settings: Awaited<ReturnType<typeof settingsOf>>, { environment, keys }: Own) {
  if (!(await settings.get(KEYS_KIND, KEYS_ID))) return
  const { SECRET_KEY: secret, DATA_DIR: path } = environment
  if (secret === undefined && !existsSync(join(path, 'secret.key')))
    throw new StartError(
      `${path} has no keys. Set SECRET_KEY to what the instances have, or copy secret.key and session.key from the ` +
        'data folder of one of them.',
    )
  await expectSameKeys(settings, keys)
}

const told =
  (say: Moving['say']) =>
  ({ table, rows, changed }: CopiedTable) => {
    if (rows > 0) say(`${table}: ${rows} rows`)
    if (changed > 0) say(`${table}: in ${changed} texts a zero character has become U+FFFD; PostgreSQL keeps none.`)
  }

type Told = Awaited<ReturnType<typeof copyFiles>> & { readonly inBucket: number }

function filesLine({ files, bytes, missing, inBucket }: Told) {
  const gone = missing === 0 ? '' : `; of ${missing} files there were none`
  const elsewhere = inBucket === 0 ? '' : `; those of ${inBucket} files stay in the bucket`
  return `bytes of files: ${bytes} of ${files} files${gone}${elsewhere}`
}
