// `npm run move-files -- to-bucket | from-bucket`: the bytes of files into the bucket of BLOB_URL, or out of it.
import { readEnvironment } from '@/lib/server/environment'
import { onDatabase } from '@/lib/server/on-database'
import { makeFilesPrivate } from '@/lib/server/private-files'
import { StartError } from '@/lib/server/start-error'
import { directions, moveFiles } from './move-files'

const USAGE = `Usage:
  npm run move-files -- to-bucket      from the data folder, or with DATABASE_URL the database, into the bucket at BLOB_URL
  npm run move-files -- from-bucket    from the bucket back to there
Every file is read back and compared by its digest before it goes where it was. What is broken off is begun again, and
goes on where it stopped. Stop the server before; with DATABASE_URL instances that have BLOB_URL may go on with to-bucket.`

async function main(words: readonly string[]) {
  makeFilesPrivate()
  const [word, ...more] = words
  const direction = directions.find((known) => known === word)
  if (!direction || more.length > 0) throw new StartError(USAGE)
  const environment = readEnvironment(process.env)
  const { files, bytes, missing, inBucket, bucket } = await onDatabase(environment, (database) =>
    moveFiles(direction, { environment, database }),
  )
  console.log(`Moved: ${files} files, ${bytes} bytes, each compared by its digest.`)
  console.log(`In ${bucket} are the bytes of ${inBucket.files} files now, ${inBucket.bytes} bytes.`)
  if (missing > 0) {
    throw new StartError(`Of ${missing} files the bytes were not there. npm run doctor says of which.`)
  }
  console.log(
    direction === 'to-bucket'
      ? 'Start every instance with the same BLOB_URL and a key for it.'
      : 'Start without BLOB_URL. If an instance has written meanwhile, stop it and do this once more.',
  )
}

await main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})
