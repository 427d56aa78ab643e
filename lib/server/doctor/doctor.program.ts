// `npm run doctor`: looks at the data folder while no server uses it, sets bad rows aside, puts back a backup.
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { sqliteFileIn } from '@/lib/backend/store/open-sqlite'
import { openDataFolder } from '@/lib/server/data-folder'
import { requireSound, restore } from '@/lib/server/doctor/backup'
import { filesInBucket, restoreFiles } from '@/lib/server/doctor/backup-files'
import { findPgDump } from '@/lib/server/doctor/backup-postgres'
import { examine } from '@/lib/server/doctor/examine'
import { examineBucket } from '@/lib/server/doctor/examine-bucket'
import { pythonLine } from '@/lib/server/doctor/python-line'
import { type Environment, readEnvironment } from '@/lib/server/environment'
import { onDatabase } from '@/lib/server/on-database'
import { makeFilesPrivate } from '@/lib/server/private-files'
import { programFailure } from '@/lib/server/program-failure'
import { openPython } from '@/lib/server/python/open-python'
import { StartError } from '@/lib/server/start-error'

const USAGE = `Usage:
  npm run doctor                       says what is wrong with the data in DATA_DIR, or at DATABASE_URL
  npm run doctor -- --repair           mends rows of the data folder that are damaged, or sets them aside
  npm run doctor -- --restore <file>   puts back what npm run backup has made of the data folder
Stop its server before.`

const say = (line: string) => console.log(line)

const NOT_THERE =
  'With DATABASE_URL nothing is repaired or put back here: pg_restore puts a backup of npm run backup into an empty database.'

/** 0: in order, or made so. 1: something is wrong still, and was said. */
async function main(): Promise<number> {
  makeFilesPrivate()
  const { values } = parseArgs({ options: { repair: { type: 'boolean' }, restore: { type: 'string' } } })
  const environment = readEnvironment(process.env)
  const { DATA_DIR } = environment
  if (environment.DATABASE_URL !== undefined) {
    if (values.repair || values.restore !== undefined) throw new StartError(NOT_THERE)
    return examineDatabase(environment)
  }
  if (!existsSync(DATA_DIR)) throw new StartError(`There is no data folder ${DATA_DIR}.`)
  const folder = openDataFolder(DATA_DIR)
  try {
    if (values.restore !== undefined) {
      const file = sqliteFileIn(DATA_DIR)
      const stamp = new Date().toISOString().replace(/[:.]/g, '-')
      const backup = resolve(values.restore)
      await requireSound(backup)
      const bytes = await restoreFiles(backup, DATA_DIR, stamp)
      if (bytes) say(`The bytes of files that were there are in ${bytes}.`)
      const old = restore(backup, file, stamp)
      say(`${file} is the backup now.${old ? ` What was there is ${old}.` : ''}`)
      if (filesInBucket(file).files > 0)
        say('Files that were deleted since lie no longer in the bucket, unless that keeps versions.')
    }
    const { wrong, mendable } = await examine(environment, { repair: values.repair ?? false, say, clock: Date.now })
    say(pythonLine(await openPython(environment, fetch).availability()))
    if (mendable > 0) say('Such rows are mended or set aside with: npm run doctor -- --repair')
    return wrong > 0 ? 1 : 0
  } finally {
    folder.release()
  }
}

/** PostgreSQL looks after itself; what is asked here is whether it answers and what a backup is made by. */
async function examineDatabase(environment: Environment): Promise<number> {
  const { threads, damaged, files } = await onDatabase(environment, async (database) => {
    let [threads, damaged] = [0, 0]
    for (const id of await database.connections()) {
      threads += (await database.sizeOf(id)).threads
      damaged += (await database.storeOf(id)).damaged().length
    }
    return { threads, damaged, files: await examineBucket(environment, database) }
  })
  say(`The database answers and is of this version: ${threads} threads, ${damaged} damaged rows met.`)
  for (const { connection, id } of files.lacking) say(`The bytes of file ${id} of ${connection} are not in the bucket.`)
  for (const line of [...files.wrong, ...files.notes]) say(`${line}.`)
  say(
    findPgDump() === undefined
      ? 'Back it up with pg_dump (of PostgreSQL), or here with npm run backup, which exports everything: pg_dump is not installed.'
      : 'Back it up with npm run backup, which lets pg_dump make a whole copy.',
  )
  say('It is put back with pg_restore into an empty database, while no instance runs.')
  say(pythonLine(await openPython(environment, fetch).availability()))
  return damaged + files.lacking.length + files.wrong.length > 0 ? 1 : 0
}

process.exitCode = await main().catch((error: unknown) => {
  console.error(programFailure(error, USAGE))
  return 1
})
