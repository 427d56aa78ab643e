// `npm run move-database -- to-postgresql | to-sqlite`: all data from the one database into the other.
import { openDataFolder } from '@/lib/server/data-folder'
import { readEnvironment } from '@/lib/server/environment'
import { makeFilesPrivate } from '@/lib/server/private-files'
import { StartError } from '@/lib/server/start-error'
import { directions, moveDatabase } from './move-database'

const USAGE = `Usage:
  npm run move-database -- to-postgresql    from the data folder in DATA_DIR into the database at DATABASE_URL
  npm run move-database -- to-sqlite        from the database at DATABASE_URL into the data folder in DATA_DIR
Nothing may use either meanwhile, and where it goes must be empty. It moves all or nothing: what is broken off has left
nothing behind, and is begun again. Where it came from stays as it was.`

async function main(words: readonly string[]) {
  makeFilesPrivate()
  const [word, ...more] = words
  const direction = directions.find((known) => known === word)
  if (!direction || more.length > 0) throw new StartError(USAGE)
  const environment = readEnvironment(process.env)
  const folder = openDataFolder(environment.DATA_DIR)
  try {
    await moveDatabase(direction, { environment, folder, say: (line) => console.log(line) })
  } finally {
    folder.release()
  }
  const kept =
    environment.SECRET_KEY === undefined
      ? 'the files secret.key and session.key of this data folder (or SECRET_KEY)'
      : 'the same SECRET_KEY'
  console.log(
    direction === 'to-postgresql'
      ? `All is in PostgreSQL. Start every instance with DATABASE_URL and ${kept}: without, nobody can open what is sealed. ` +
          'The data folder’s own database is not used any more; keep it until you have seen that all is there.'
      : `All is in ${environment.DATA_DIR}. Start the server without DATABASE_URL, with ${kept}.`,
  )
}

await main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})
