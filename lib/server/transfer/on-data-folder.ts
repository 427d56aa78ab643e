// Moving in and out without a server: on the data itself. The lock of a data folder is held meanwhile.
import { randomUUID } from 'node:crypto'
import type { TransferTally } from '@/lib/protocol/transfer'
import { toSeconds } from '@/lib/backend/clock'
import type { Store } from '@/lib/backend/store/store'
import { exportBundle } from '@/lib/backend/transfer/export-bundle'
import type { FileRoom } from '@/lib/backend/transfer/held-bytes'
import { importUnits } from '@/lib/backend/transfer/import-units'
import { kindOfPath, openSource } from '@/lib/backend/transfer/open-source'
import { createPass } from '@/lib/backend/transfer/pass'
import { createTally } from '@/lib/backend/transfer/tally'
import { choicesFor } from '@/lib/backend/transfer/transfer-job'
import { writeFolder } from '@/lib/backend/transfer/write-bundle'
import type { Environment } from '../environment'
import { onDatabase } from '../on-database'
import { type BlobEnvironment, openBlobs } from '../open-blobs'
import type { ExportCommand, ImportCommand } from './arguments'

/** The data folder, and what files may be in it. */
export type Place = BlobEnvironment & Pick<Environment, 'MAX_FILE_BYTES'>

export interface Progress {
  /** Called with how many objects are done. */
  readonly onProgress: (done: number) => void
}

/** What became of everything, each object by name that there is something to say of. */
export async function importInto(
  folder: Place,
  command: ImportCommand,
  { onProgress }: Progress,
): Promise<TransferTally> {
  const now = toSeconds(Date.now())
  const kind = await kindOfPath(command.path)
  const source = await openSource(command.path, { kind, now })
  try {
    return await withStore(folder, command.to, async (store, room) => {
      const tally = createTally()
      const choices = choicesFor(command.onConflict ?? 'keep')
      const { isDry, withBytes } = command
      const transferId = `transfer_${randomUUID()}`
      const pass = createPass({ transferId, choices, seconds: now, isDry, withBytes })
      const { signal } = new AbortController()
      await importUnits({ source, store, room, pass, tally, onPiece: () => onProgress(tally.done()), signal })
      return { ...tally.told(), ...tally.takeUnwritten() }
    })
  } finally {
    await source.close()
  }
}

export const exportFrom = (folder: Place, { path, from, threadIds, withBytes }: ExportCommand) =>
  withStore(folder, from, (store, { bytes: blobs }) =>
    writeFolder(path, exportBundle({ store, blobs, withBytes, threadIds, now: () => new Date() })),
  )

type Work<T> = (store: Store, room: FileRoom) => Promise<T>

const withStore = <T>(environment: Place, connection: string, work: Work<T>): Promise<T> =>
  onDatabase(environment, async (database) => {
    const blobs = await openBlobs(environment, database)
    const bytes = blobs.of(connection)
    return work(await database.storeOf(connection), { bytes, maxFileBytes: environment.MAX_FILE_BYTES })
  })
