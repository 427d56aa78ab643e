// `npm run backup [file]`: one whole copy of each database of the data folder, also while the server runs.
import { join, resolve } from 'node:path'
import { sqliteFileIn } from '@/lib/backend/store/open-sqlite'
import { backUp } from '@/lib/server/doctor/backup'
import { databaseFolders } from '@/lib/server/doctor/examine'
import { readEnvironment } from '@/lib/server/environment'
import { makeFilesPrivate } from '@/lib/server/private-files'
import { StartError } from '@/lib/server/start-error'

async function main([wanted]: readonly string[]) {
  makeFilesPrivate()
  const { DATA_DIR } = readEnvironment(process.env)
  const stamp = new Date().toISOString().replace(/[:.]/g, '-')
  const to = wanted === undefined ? join(DATA_DIR, `playground-${stamp}.db`) : resolve(wanted)
  const folders = databaseFolders(DATA_DIR)
  if (folders.length === 0) throw new StartError(`There is no database in ${DATA_DIR}.`)
  for (const folder of folders) {
    const target = folder === DATA_DIR ? to : to.replace(/(?:\.db)?$/, '-appbuilder.db')
    const { file, bytes } = await backUp(sqliteFileIn(folder), target)
    console.log(`${file}, ${bytes} bytes, checked.`)
  }
}

await main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})
