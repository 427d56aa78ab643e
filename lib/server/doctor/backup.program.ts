// `npm run backup [file] [--without-files]`: one whole copy of each database of the data folder and of the bytes of
// files, also while the server runs.
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { sqliteFileIn } from '@/lib/backend/store/open-sqlite'
import { backUp } from '@/lib/server/doctor/backup'
import { filesBeside, withFiles } from '@/lib/server/doctor/backup-files'
import { databaseFolders } from '@/lib/server/doctor/examine'
import { readEnvironment } from '@/lib/server/environment'
import { makeFilesPrivate } from '@/lib/server/private-files'
import { StartError } from '@/lib/server/start-error'

async function main() {
  makeFilesPrivate()
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { 'without-files': { type: 'boolean' } },
  })
  const [wanted] = positionals
  const { DATA_DIR } = readEnvironment(process.env)
  const stamp = new Date().toISOString().replace(/[:.]/g, '-')
  const to = wanted === undefined ? join(DATA_DIR, `playground-${stamp}.db`) : resolve(wanted)
  const folders = databaseFolders(DATA_DIR)
  if (folders.length === 0) throw new StartError(`There is no database in ${DATA_DIR}.`)
  for (const folder of folders) {
    const target = folder === DATA_DIR ? to : to.replace(/(?:\.db)?$/, '-appbuilder.db')
    const from = sqliteFileIn(folder)
    const copy = async () => {
      const { file, bytes } = await backUp(from, target)
      console.log(`${file}, ${bytes} bytes, checked.`)
    }
    if (values['without-files'] || folder !== DATA_DIR) await copy()
    else {
      const { files, bytes } = await withFiles({ dataDir: DATA_DIR, from, to: target }, copy)
      if (files > 0) console.log(`${filesBeside(target)}, ${files} files, ${bytes} bytes.`)
    }
  }
}

await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})
