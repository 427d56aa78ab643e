// Moving in and out without a server: on the data folder itself, whose lock is held meanwhile.
import { randomUUID } from 'node:crypto'
import type { TransferTally } from '@/lib/protocol/transfer'
import { toSeconds } from '@/lib/backend/clock'
import { checkDatabase } from '@/lib/backend/store/check-database'
import { openDatabase } from '@/lib/backend/store/open-database'
import type { Store } from '@/lib/backend/store/store'
import { exportBundle } from '@/lib/backend/transfer/export-bundle'
import { importUnits } from '@/lib/backend/transfer/import-units'
import { kindOfPath, openSource } from '@/lib/backend/transfer/open-source'
import { createPass } from '@/lib/backend/transfer/pass'
import { createTally } from '@/lib/backend/transfer/tally'
import { choicesFor } from '@/lib/backend/transfer/transfer-job'
import { writeFolder } from '@/lib/backend/transfer/write-bundle'
import { openDataFolder } from '../data-folder'
import type { ExportCommand, ImportCommand } from './arguments'

export interface Progress {
  /** Called with how many objects are done. */
  readonly onProgress: (done: number) => void
}

/** What became of everything, each object by name that there is something to say of. */
export async function importInto(
  folder: string,
  command: ImportCommand,
  { onProgress }: Progress,
): Promise<TransferTally> {
  const now = toSeconds(Date.now())
  const kind = await kindOfPath(command.path)
  const source = await openSource(command.path, { kind, now })
  try {
    return await withStore(folder, command.to, async (store) => {
      const tally = createTally()
      const choices = choicesFor(command.onConflict ?? 'keep')
      const pass = createPass({ transferId: `transfer_${randomUUID()}`, choices, seconds: now, isDry: command.isDry })
      const { signal } = new AbortController()
      await importUnits({ source, store, pass, tally, onPiece: () => onProgress(tally.done()), signal })
      return { ...tally.told(), ...tally.takeUnwritten() }
    })
  } finally {
    await source.close()
  }
}

export const exportFrom = (folder: string, { path, from, threadIds }: ExportCommand) =>
  withStore(folder, from, (store) => writeFolder(path, exportBundle({ store, threadIds, now: () => new Date() })))

async function withStore<T>(path: string, connection: string, work: (store: Store) => Promise<T>): Promise<T> {
  const folder = openDataFolder(path)
  try {
    const checked = await checkDatabase(path)
    const database = await openDatabase({ database: { folder: path }, clock: Date.now })
    try {
      return await work(await database.storeOf(connection))
    } finally {
      await database.close()
      checked.closed()
    }
  } finally {
    folder.release()
  }
}
