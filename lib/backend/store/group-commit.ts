// Transactions of one turn of the event loop are committed together: with synchronous=FULL a commit waits for the disk,
// which takes longer than all the rest. Each is a savepoint in the group's transaction, so one that fails takes back
// only its own writes, and success is reported only when the group's commit has reached the disk.
import type { QueryResult } from 'kysely'

/** How many share one commit at most: the first of them must not wait long for the last. */
export const GROUP_LIMIT = 32

/** A connection that answers at once. */
export interface Connection {
  execute<R>(sql: string, parameters?: readonly unknown[]): QueryResult<R>
  inTransaction(): boolean
}

interface Waiter {
  readonly resolve: () => void
  readonly reject: (reason: unknown) => void
}

/** Transactions that will be committed together, and who waits to hear of it. */
export interface Group {
  readonly waiters: Waiter[]
  isOver: boolean
  /** Why it was rolled back. */
  cause?: unknown
}

export type GroupCommit = ReturnType<typeof createGroupCommit>

export function createGroupCommit(connection: Connection) {
  let last: Group = { waiters: [], isOver: true }

  /** A statement by itself; it becomes durable with the group, if there is one. */
  function execute<R>(sql: string, parameters?: readonly unknown[]) {
    try {
      return connection.execute<R>(sql, parameters)
    } catch (cause) {
      // On some errors, a full disk for one, SQLite rolls back the whole transaction, and with it all of the group.
      if (!last.isOver && !connection.inTransaction()) end(last, { cause })
      throw cause
    }
  }

  function open() {
    if (!last.isOver) return
    connection.execute('begin immediate')
    last = { waiters: [], isOver: false }
  }

  return {
    execute,

    /** A statement of a transaction that has entered the group. */
    executeIn<R>(group: Group, sql: string, parameters?: readonly unknown[]) {
      if (group.isOver) throw new Error('The database has rolled this transaction back.', { cause: group.cause })
      return execute<R>(sql, parameters)
    },

    open,

    enter(): Group {
      open()
      execute('savepoint unit')
      return last
    },

    takeBack(group: Group) {
      if (group.isOver) return
      execute('rollback to unit')
      execute('release unit')
    },

    /** Resolves when what was written up to now is durable. */
    async committed(): Promise<void> {
      const group = last
      if (!group.isOver) await new Promise<void>((resolve, reject) => group.waiters.push({ resolve, reject }))
    },

    isOpen: () => !last.isOver,

    /** How many wait for the open group's commit. */
    size: () => (last.isOver ? 0 : last.waiters.length),

    commit() {
      if (!last.isOver) commit(connection, last)
    },
  }
}

function commit(connection: Connection, group: Group) {
  try {
    connection.execute('commit')
  } catch (cause) {
    if (connection.inTransaction()) connection.execute('rollback')
    return end(group, { cause })
  }
  end(group)
}

/** Tells all who wait how it went. */
function end(group: Group, failure?: { readonly cause: unknown }) {
  group.isOver = true
  group.cause = failure?.cause
  for (const { resolve, reject } of group.waiters) {
    if (failure) reject(failure.cause)
    else resolve()
  }
}
