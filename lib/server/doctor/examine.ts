import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { isSound } from '@/lib/backend/store/check-database'
import { migrate } from '@/lib/backend/store/migrations'
import { openSqlite, sqliteFileIn } from '@/lib/backend/store/open-sqlite'
import { createTransactionScope } from '@/lib/backend/store/transaction-scope'
import { appBuilderFolderIn } from '../data-folder'
import type { BlobEnvironment } from '../open-blobs'
import { examineFiles } from './examine-files'
import { type BadRow, findBadRows, findLogGaps } from './find-damage'
import { setAside } from './set-aside'

interface Examination {
  readonly repair: boolean
  readonly say: (line: string) => void
  readonly clock: () => number
}

/** The folders of a data folder that have a database. */
export const databaseFolders = (dataDir: string): readonly string[] =>
  [dataDir, appBuilderFolderIn(dataDir)].filter((folder) => existsSync(sqliteFileIn(folder)))

const expected = [
  ...[/^blobs(?:-before-.*)?$/, /^python$/, /^playground-.*files$/],
  ...[/^playground\.db(?:-wal|-shm|-open)?$/, /^playground-.*\.db$/, /^lock\.db(?:-journal)?$/],
  /^(?:scratch|server\.pid|session\.key|secret\.key|ended-sessions\.json|transfers|connections)$/,
]

/** Looks at every database of the folder and says what it finds. Resolves with the number of things still wrong. */
export async function examine(environment: BlobEnvironment, examination: Examination): Promise<number> {
  const { DATA_DIR: dataDir } = environment
  const folders = databaseFolders(dataDir)
  if (folders.length === 0) examination.say(`There is no database in ${dataDir}.`)
  for (const name of readdirSync(dataDir).filter((name) => !expected.some((known) => known.test(name)))) {
    examination.say(`${join(dataDir, name)} is not of the playground.`)
  }
  let wrong = 0
  for (const folder of folders) wrong += await examineDatabase({ ...environment, DATA_DIR: folder }, examination)
  return wrong
}

const inWords: Readonly<Record<BadRow['fault'], string>> = {
  no_object: 'holds no object',
  columns: 'has columns that hold what cannot be',
  lonely: 'belongs to what is not there',
  no_bytes: 'has no bytes',
}

async function examineDatabase(environment: BlobEnvironment, { repair, say, clock }: Examination): Promise<number> {
  const { DATA_DIR: folder } = environment
  const file = sqliteFileIn(folder)
  if (statSync(file).size === 0) {
    say(`${file} is empty. Put back a backup with --restore, or remove the file to start empty.`)
    return 1
  }
  if (!(await isSound(file))) {
    say(`${file} is damaged, or is not a SQLite database. Put back a backup with --restore.`)
    return 1
  }
  const db = await openSqlite(folder, createTransactionScope())
  try {
    await migrate(db, { file })
    const files = await examineFiles(db, environment)
    let wrong = files.wrong.length
    const bad = await findBadRows(db)
    const isBad = ({ table, id }: BadRow) => bad.some((row) => row.table === table && row.id === id)
    for (const row of [...bad, ...files.lacking.filter((each) => !isBad(each))]) {
      const at = row.first_seq === undefined ? '' : `, from event ${row.first_seq}`
      const done = repair ? await setAside(db, row, clock()) : inWords[row.fault]
      say(`${file}, connection ${row.connection}: table ${row.table}, ${row.id}${at}: ${done}.`)
      if (!repair || done.endsWith('it stays where it is')) wrong += 1
    }
    const oddities = [...files.wrong, ...files.notes, ...(await findLogGaps(db))]
    for (const line of oddities) say(`${file}: ${line}.`)
    if (wrong === 0 && oddities.length === 0) say(`${file} is in order.`)
    return wrong
  } finally {
    await db.destroy()
  }
}
