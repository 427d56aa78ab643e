// `npm run retention [-- --dry-run]`: deletes the threads that are kept no longer, or says which would be. It asks the
// server at BASE_URL; without one it works on the data itself, whose server must be stopped where it is a folder.
import { parseArgs } from 'node:util'
import { createFiles } from '@/lib/backend/embedded/files/files'
import { createOldThreads, type KeepThreads, type OldThreadsTally } from '@/lib/backend/embedded/old-threads'
import { EMBEDDED } from '@/lib/backend/embedded/create-embedded'
import { newId } from '@/lib/backend/ids'
import type { OpenDatabase } from '@/lib/backend/store/open-database'
import { ApiError } from '@/lib/protocol/error'
import { plainId } from '@/lib/protocol/people'
import { type Environment, readEnvironment } from '../environment'
import { onDatabase } from '../on-database'
import { openBlobs } from '../open-blobs'
import { makeFilesPrivate } from '../private-files'
import { programFailure } from '../program-failure'
import { StartError } from '../start-error'
import { keepThreadsOf } from './retention'

const USAGE = `Usage:
  npm run retention                 deletes the threads that KEEP_THREADS_DAYS keeps no longer
  npm run retention -- --dry-run    says how many that would be, and deletes nothing`

async function main() {
  makeFilesPrivate()
  const { values } = parseArgs({ options: { 'dry-run': { type: 'boolean' } } })
  const isDry = values['dry-run'] ?? false
  const environment = readEnvironment(process.env)
  const baseUrl = process.env['BASE_URL']
  const told = baseUrl
    ? await onServer(baseUrl, { isDry, token: environment.ACCESS_TOKEN })
    : await here(environment, isDry)
  const what = `${told.threads} threads, ${told.runs} runs and ${told.files} files`
  console.log(isDry ? `A dry run: nothing was deleted. ${what} would be.` : `Deleted: ${what}.`)
}

interface Asking {
  readonly isDry: boolean
  readonly token: string | undefined
}

async function onServer(baseUrl: string, { isDry, token }: Asking): Promise<OldThreadsTally> {
  const answer = await fetch(`${baseUrl.replace(/\/+$/, '')}/api/settings/retention`, {
    method: isDry ? 'GET' : 'POST',
    headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
  })
  if (!answer.ok) throw await ApiError.fromResponse(answer)
  return (await answer.json()) as OldThreadsTally
}

async function here(environment: Environment, isDry: boolean): Promise<OldThreadsTally> {
  const keep = keepThreadsOf(environment)
  if (!keep) throw new StartError('Set KEEP_THREADS_DAYS: threads are kept until somebody deletes them.')
  return onDatabase(environment, (database) => passOver(database, { keep, isDry, environment }))
}

interface Pass {
  readonly keep: KeepThreads
  readonly isDry: boolean
  readonly environment: Environment
}

async function passOver(database: OpenDatabase, { keep, isDry, environment }: Pass): Promise<OldThreadsTally> {
  const all = { threads: 0, runs: 0, files: 0 }
  const opened = await openBlobs(environment, database)
  for (const id of await database.connections()) {
    // What is recorded of backends elsewhere is theirs.
    if (plainId(id) !== EMBEDDED) continue
    const store = await database.storeOf(id)
    const { clock } = database
    const report = (message: string, error: unknown) => console.error(message, error)
    const told = { onStored: () => undefined, onRemoved: () => undefined, report }
    const blobs = opened.of(id)
    const files = createFiles({ ...{ store, blobs, clock, ids: newId, maxFileBytes: 0 }, ...told })
    const changes = { publish: () => undefined }
    const old = createOldThreads({ store, clock, changes, keep, removeFile: files.remove })
    const { threads, runs, files: count } = await old.pass({ isDry })
    all.threads += threads
    all.runs += runs
    all.files += count
  }
  return all
}

await main().catch((error: unknown) => {
  console.error(programFailure(error, USAGE))
  process.exitCode = 1
})
