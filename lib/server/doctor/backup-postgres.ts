// A backup of a database that instances share. PostgreSQL's own program makes the whole copy; where it is not
// installed, everything is exported as people export it, which leaves out what only this server can read: keys and
// settings.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { exportBundle } from '@/lib/backend/transfer/export-bundle'
import { writeFolder } from '@/lib/backend/transfer/write-bundle'
import { onDatabase } from '../on-database'
import { type BlobEnvironment, openBlobs } from '../open-blobs'
import { StartError } from '../start-error'

const PG_DUMP = process.platform === 'win32' ? 'pg_dump.exe' : 'pg_dump'

/** Where PostgreSQL's program is; undefined where it is not installed. */
export const findPgDump = (path = process.env['PATH'] ?? ''): string | undefined =>
  path
    .split(delimiter)
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, PG_DUMP))
    .find((file) => existsSync(file))

/** What libpq reads: an address on the command line could be read by every user of the machine. */
export function libpqVariables(address: string): Readonly<Record<string, string>> {
  const url = new URL(address)
  const given = {
    PGHOST: url.searchParams.get('host') ?? url.hostname.replace(/^\[(.*)\]$/, '$1'),
    PGPORT: url.port,
    PGUSER: decodeURIComponent(url.username),
    PGPASSWORD: decodeURIComponent(url.password),
    PGDATABASE: decodeURIComponent(url.pathname.slice(1)),
    PGSSLMODE: url.searchParams.get('sslmode') ?? '',
  }
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ''))
}

/** Throws StartError where it fails; it has said why then, and nothing of it is left. */
export async function dump(program: string, address: string, to: string): Promise<void> {
  if (existsSync(to)) throw new StartError(`${to} is there already; a backup overwrites nothing. Name another file.`)
  const child = spawn(program, ['--format=custom', `--file=${to}`], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...libpqVariables(address) },
  })
  const code = await new Promise((resolve, reject) => child.once('error', reject).once('exit', resolve))
  if (code === 0) return
  await rm(to, { force: true })
  throw new StartError(
    `pg_dump ended with ${String(code)}, so there is no backup. It has to be as new as the database's server. ` +
      'With --export everything is exported without it.',
  )
}

/** Exports every connection into a folder of its own. Gives their ids. */
export async function exportAll(place: BlobEnvironment, to: string): Promise<readonly string[]> {
  if (existsSync(to)) throw new StartError(`${to} is there already; a backup overwrites nothing. Name another folder.`)
  return onDatabase(place, async (database) => {
    const opened = await openBlobs(place, database)
    const ids = await database.connections()
    await mkdir(to, { recursive: true, mode: 0o700 })
    for (const id of ids) {
      const store = await database.storeOf(id)
      const blobs = opened.of(id)
      const bundle = exportBundle({ store, blobs, withBytes: true, threadIds: null, now: () => new Date() })
      await writeFolder(join(to, id), bundle)
    }
    return ids
  })
}
