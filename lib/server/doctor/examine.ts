import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { isSound } from '@/lib/backend/store/check-database'
import type { Db } from '@/lib/backend/store/database'
import { migrate } from '@/lib/backend/store/migrations'
import { openSqlite, sqliteFileIn } from '@/lib/backend/store/open-sqlite'
import { createTransactionScope } from '@/lib/backend/store/transaction-scope'
import { appBuilderFolderIn } from '../data-folder'
import type { BlobEnvironment } from '../open-blobs'
import { examineFiles } from './examine-files'
import { type BadRow, nameOfRow } from './bad-row'
import { findBadRows, findLogGaps } from './find-damage'
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

interface Found {
  /** How many things are wrong still. */
  readonly wrong: number
  /** How many of them would be mended or set aside with `repair`. */
  readonly mendable: number
}

/** Looks at every database of the folder and says what it finds. */
export async function examine(environment: BlobEnvironment, examination: Examination): Promise<Found> {
  const { DATA_DIR: dataDir } = environment
  const folders = databaseFolders(dataDir)
  if (folders.length === 0) examination.say(`There is no database in ${dataDir}.`)
  for (const name of readdirSync(dataDir).filter((name) => !expected.some((known) => known.test(name)))) {
    examination.say(`${join(dataDir, name)} is not of the playground.`)
  }
  let all: Found = { wrong: 0, mendable: 0 }
  for (const folder of folders) {
    const { wrong, mendable } = await examineDatabase({ ...environment, DATA_DIR: folder }, examination)
    all = { wrong: all.wrong + wrong, mendable: all.mendable + mendable }
  }
  return all
}

const inWords: Readonly<Record<BadRow['fault'], string>> = {
  no_object: 'holds no object',
  columns: 'has columns that hold what cannot be',
  texts: 'has text that is no UTF-8 in columns for lists',
  lonely: 'belongs to what is not there',
  no_bytes: 'has no bytes',
  kept: 'holds no object, and its log has none to put in its place; it stays where it is, for what belongs to it',
}

const NOT_MENDABLE: Found = { wrong: 1, mendable: 0 }

async function examineDatabase(environment: BlobEnvironment, examination: Examination): Promise<Found> {
  const { DATA_DIR: folder } = environment
  const { say, repair } = examination
  const file = sqliteFileIn(folder)
  if (statSync(file).size === 0) {
    say(`${file} is empty. Put back a backup with --restore, or remove the file to start empty.`)
    return NOT_MENDABLE
  }
  if (!(await isSound(file))) {
    say(`${file} is damaged, or is not a SQLite database. Put back a backup with --restore.`)
    return NOT_MENDABLE
  }
  const db = await openSqlite(folder, createTransactionScope())
  try {
    await migrate(db, { file })
    const files = await examineFiles(db, environment)
    const sayOf = (row: BadRow, what: string) => say(`${file}${placeOf(row)}: ${what}.`)
    const bad = await badRows(db, files.lacking)
    const rows = repair ? await mend(db, bad, { ...examination, sayOf }) : bad
    for (const row of rows) sayOf(row, inWords[row.fault])
    const oddities = [...files.wrong, ...files.notes, ...(await findLogGaps(db))]
    for (const line of oddities) say(`${file}: ${line}.`)
    const wrong = files.wrong.length + rows.length
    if (wrong === 0 && oddities.length === 0) say(`${file} is in order.`)
    return { wrong, mendable: repair ? 0 : rows.filter(isMendable).length }
  } finally {
    await db.destroy()
  }
}

const isMendable = ({ fault }: BadRow) => fault !== 'kept'

function placeOf({ connection, table, id, first_seq }: BadRow): string {
  const at = first_seq === undefined ? '' : `, from event ${first_seq}`
  return `${table === 'settings' ? '' : `, connection ${connection}`}: table ${table}, ${id}${at}`
}

/** Those of the tables, and of files that lack their bytes. */
async function badRows(db: Db, lacking: readonly BadRow[]): Promise<readonly BadRow[]> {
  const bad = await findBadRows(db)
  const names = new Set(bad.map(nameOfRow))
  return [...bad, ...lacking.filter((row) => !names.has(nameOfRow(row)))]
}

interface Mending extends Examination {
  readonly sayOf: (row: BadRow, what: string) => void
}

/**
 * Goes on until nothing more can be done: what belonged to a row that was set aside comes to light only then. Resolves
 * with what is left.
 */
async function mend(db: Db, bad: readonly BadRow[], { sayOf, clock }: Mending): Promise<readonly BadRow[]> {
  const done = new Set<string>()
  const isNew = (row: BadRow) => isMendable(row) && !done.has(`${nameOfRow(row)} ${row.fault}`)
  let left = bad
  for (let due = left.filter(isNew); due.length > 0; due = left.filter(isNew)) {
    for (const row of due) {
      sayOf(row, await setAside(db, row, clock()))
      done.add(`${nameOfRow(row)} ${row.fault}`)
    }
    left = await findBadRows(db)
  }
  return left
}
