import { compiled, type Given } from './compiled'
import type { ConnectionDb } from './connection-db'
import { documentColumns, readable } from './documents'
import { bytesOfMessage, messageColumns } from './message-texts'
import { bytesOfDocument } from './paging'
import type { Piece, PieceQuery } from './store'

/** What one piece may bring: enough to be quick, little enough that others are answered in between. */
const ROWS = 500
const BYTES = 1_048_576

interface PieceOptions<T, Row> extends PieceQuery {
  readonly name: 'messages' | 'steps'
  /** What the rows of a piece still lack. */
  readonly complete: (rows: readonly Row[]) => Promise<readonly Row[]>
  /** Throws `damagedObject` for a row that is none. */
  readonly read: (row: Row) => T
}

/** How many messages the pieces from there on would have. */
export async function countBefore(
  db: ConnectionDb,
  { threadId, exceptRun, before }: Required<PieceQuery>,
): Promise<number> {
  const { count } = await db
    .selectFrom('messages')
    .select(({ fn }) => fn.countAll().as('count'))
    .where('thread_id', '=', threadId)
    .where('position', '<', before)
    .where(({ eb, or }) => or([eb('run_id', 'is', null), eb('run_id', '!=', exceptRun)]))
    .executeTakeFirstOrThrow()
  return Number(count)
}

interface Before {
  readonly threadId: string
  readonly exceptRun: string
  readonly before: number
}

// The columns used here are those that both tables have: one name stands for both in the types.
const rowsBefore = (db: ConnectionDb, { threadId, exceptRun, before }: Given<Before>, name: string | undefined) =>
  db
    .selectFrom(name as 'messages')
    .where('thread_id', '=', threadId)
    .where('position', '<', before)
    .where(({ eb, or }) => or([eb('run_id', 'is', null), eb('run_id', '!=', exceptRun)]))
    .orderBy('position', 'desc')

/** How large the objects of a piece are. */
const selectSizes = compiled<Before, { readonly position: number; readonly bytes: number }>((db, before, [name]) => {
  const bytes = name === 'messages' ? bytesOfMessage : bytesOfDocument
  return rowsBefore(db, before, name)
    .select(['position', bytes.as('bytes')])
    .limit(ROWS)
    .compile()
})

/** Down to one of them. */
const selectRows = compiled<Before & { readonly oldest: number }>((db, { oldest, ...before }, [name]) => {
  const columns = name === 'messages' ? messageColumns : documentColumns
  return rowsBefore(db, before, name)
    .select(columns as readonly 'document'[])
    .where('position', '>=', oldest)
    .compile()
})

/** The next piece of a thread's messages or steps, newest first; an object that is larger than a piece comes alone. */
export async function readPiece<T, Row extends object>(
  db: ConnectionDb,
  { name, threadId, exceptRun, before = Number.MAX_SAFE_INTEGER, ...objects }: PieceOptions<T, Row>,
): Promise<Piece<T>> {
  const asked = { threadId, exceptRun, before }
  const { rows: sizes } = await selectSizes(db, asked, [name])
  let bytes = sizes[0]?.bytes ?? 0
  let count = 1
  while (count < sizes.length && bytes + sizes[count]!.bytes <= BYTES) bytes += sizes[count++]!.bytes
  const oldest = sizes[count - 1]
  if (!oldest) return { data: [], bytes: 0, before: null }
  const { rows } = await selectRows(db, { ...asked, oldest: oldest.position }, [name])
  const found = await objects.complete(rows as unknown as readonly Row[])
  const isEnd = count === sizes.length && sizes.length < ROWS
  return { data: readable(found, objects.read), bytes, before: isEnd ? null : oldest.position }
}
