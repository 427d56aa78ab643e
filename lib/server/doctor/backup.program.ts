// `npm run backup [file] [--without-files] [--export]`: one whole copy of each database of the data folder and of the
// bytes of files, also while the server runs. Of a database that instances share by pg_dump, or as an export of
// everything.
import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { sqliteFileIn } from '@/lib/backend/store/open-sqlite'
import { backUp } from '@/lib/server/doctor/backup'
import { filesBeside, filesInBucket, withFiles } from '@/lib/server/doctor/backup-files'
import { dump, exportAll, findPgDump } from '@/lib/server/doctor/backup-postgres'
import { databaseFolders } from '@/lib/server/doctor/examine'
import { type Environment, readEnvironment } from '@/lib/server/environment'
import { makeFilesPrivate } from '@/lib/server/private-files'
import { programFailure } from '@/lib/server/program-failure'
import { StartError } from '@/lib/server/start-error'

const USAGE = `Usage:
  npm run backup -- [file] [--without-files]    copies the database of DATA_DIR, and the bytes of its files
  npm run backup -- [file] [--export]           with DATABASE_URL: by pg_dump, or as an export of everything
The server may run meanwhile.`

async function main() {
  makeFilesPrivate()
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { 'without-files': { type: 'boolean' }, export: { type: 'boolean' } },
  })
  const [wanted, ...more] = positionals
  if (more.length > 0) throw new StartError(`One copy is made at a time, into one file.\n${USAGE}`)
  if (wanted !== undefined && !existsSync(dirname(resolve(wanted))))
    throw new StartError(`There is no folder ${dirname(resolve(wanted))} for the copy.`)
  const environment = readEnvironment(process.env)
  const { DATA_DIR, DATABASE_URL } = environment
  const stamp = new Date().toISOString().replace(/[:.]/g, '-')
  if (DATABASE_URL !== undefined) {
    const program = values.export ? undefined : findPgDump()
    return backUpDatabase({ ...environment, DATABASE_URL }, { wanted, stamp, program })
  }
  const to = wanted === undefined ? join(DATA_DIR, `playground-${stamp}.db`) : resolve(wanted)
  const folders = databaseFolders(DATA_DIR)
  if (folders.length === 0) throw new StartError(`There is no database in ${DATA_DIR}.`)
  for (const folder of folders) {
    const target = folder === DATA_DIR ? to : to.replace(/(?:\.db)?$/, '-appbuilder.db')
    const from = sqliteFileIn(folder)
    const copy = async () => {
      const { file, bytes } = await backUp(from, target)
      console.log(`${file}, ${bytes} bytes, checked.`)
      const elsewhere = filesInBucket(file)
      if (elsewhere.files > 0) console.log(notCopied(elsewhere))
    }
    if (values['without-files'] || folder !== DATA_DIR) await copy()
    else {
      const { files, bytes } = await withFiles({ dataDir: DATA_DIR, from, to: target }, copy)
      if (files > 0) console.log(`${filesBeside(target)}, ${files} files, ${bytes} bytes.`)
    }
  }
}

const notCopied = ({ files, bytes }: { readonly files: number; readonly bytes: number }) =>
  `The bytes of ${files} files (${bytes} bytes) lie in the bucket and are not in it: have the bucket keep versions, or copy it.`

interface Target {
  readonly wanted: string | undefined
  readonly stamp: string
  /** PostgreSQL's own, where it is to make the copy. */
  readonly program: string | undefined
}

type OfDatabase = Environment & { readonly DATABASE_URL: string }

async function backUpDatabase(environment: OfDatabase, { wanted, stamp, program }: Target) {
  const name = wanted === undefined ? join(environment.DATA_DIR, `playground-${stamp}`) : resolve(wanted)
  if (program !== undefined) {
    const file = wanted === undefined ? `${name}.dump` : name
    await dump(program, environment.DATABASE_URL, file)
    console.log(`${file}, by pg_dump. Into an empty database: pg_restore --exit-on-error --no-owner --dbname=… ${file}`)
    if (environment.BLOB_URL !== undefined)
      console.log('What lies in the bucket is not in it: have the bucket keep versions, or copy it.')
    return
  }
  console.log('Everything is exported. A whole copy is made where pg_dump is installed.')
  for (const id of await exportAll(environment, name)) {
    console.log(`${join(name, id)}; back with: npm run transfer -- import ${join(name, id)} --to ${id}`)
  }
  console.log('Keys, projects, model endpoints and connections are not in an export.')
}

await main().catch((error: unknown) => {
  console.error(programFailure(error, USAGE))
  process.exitCode = 1
})
