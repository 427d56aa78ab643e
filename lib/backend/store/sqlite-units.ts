// The order in which SQLite's one writing connection is used. A unit of work is a transaction, or a statement by
// itself; units take turns, first come first served. While another program holds the database the first of them waits,
// and the others behind it.
import type { QueryResult } from 'kysely'
import { type Connection, createGroupCommit, type Group, type GroupCommit, GROUP_LIMIT } from './group-commit'
import type { BusyRetry } from './busy-retry'

export interface Unit {
  execute<R>(sql: string, parameters: readonly unknown[]): Promise<QueryResult<R>>
  /** Is a transaction of it open? */
  isTransaction(): boolean
  begin(): Promise<void>
  commit(): Promise<void>
  rollback(): void
  /** Gives the turn back if an error has left it with the unit. */
  release(): void
}

export function createUnits(connection: Connection, startBusyRetry: () => BusyRetry) {
  const turns = createTurns()
  const groups = createGroupCommit(connection)
  let isCommitDue = false

  function commitSoon() {
    if (groups.size() >= GROUP_LIMIT) return groups.commit()
    if (isCommitDue) return
    isCommitDue = true
    commitWhenQuiet(0)
  }

  /** Commits once a turn of the event loop has brought nobody new: whoever begins until then comes along. */
  function commitWhenQuiet(before: number) {
    setImmediate(() => {
      const size = groups.size()
      if (size > before) return commitWhenQuiet(size)
      isCommitDue = false
      // A transaction in its middle comes back here when it is over.
      if (!turns.isTaken()) groups.commit()
    })
  }

  return {
    createUnit: () => createUnit({ turns, groups, startBusyRetry, commitSoon }),

    /** Waits for all who asked before, then does what must not be part of a group. */
    async alone(work: () => void) {
      await turns.take()
      try {
        groups.commit()
        work()
      } finally {
        turns.pass()
      }
    },
  }
}

interface UnitOptions {
  readonly turns: Turns
  readonly groups: GroupCommit
  readonly startBusyRetry: () => BusyRetry
  readonly commitSoon: () => void
}

function createUnit({ turns, groups, startBusyRetry, commitSoon }: UnitOptions): Unit {
  let hasTurn = false
  let group: Group | null = null

  async function takeTurn() {
    await turns.take()
    hasTurn = true
  }

  function passTurn() {
    hasTurn = false
    if (groups.isOpen()) commitSoon()
    turns.pass()
  }

  /** Lets the next unit go on, then waits until this one's writes are on the disk. */
  async function finish() {
    const committed = groups.committed()
    group = null
    passTurn()
    await committed
  }

  return {
    async execute<R>(sql: string, parameters: readonly unknown[]) {
      if (group) return groups.executeIn<R>(group, sql, parameters)
      const retryWhileBusy = startBusyRetry()
      await takeTurn()
      if (turns.isWanted()) await retryWhileBusy(groups.open)
      const result = await retryWhileBusy(() => groups.execute<R>(sql, parameters))
      await finish()
      return result
    },

    isTransaction: () => group !== null,

    async begin() {
      const retryWhileBusy = startBusyRetry()
      await takeTurn()
      await retryWhileBusy(groups.open)
      group = groups.enter()
    },

    async commit() {
      if (group) groups.executeIn(group, 'release unit')
      await finish()
    },

    rollback() {
      if (group) groups.takeBack(group)
      group = null
    },

    release() {
      if (hasTurn) passTurn()
    },
  }
}

export type Turns = ReturnType<typeof createTurns>

/** There is one turn at a time, and who asks first has it first. */
function createTurns() {
  const waiting: (() => void)[] = []
  let isTaken = false
  return {
    async take(): Promise<void> {
      if (isTaken) await new Promise<void>((resolve) => waiting.push(resolve))
      isTaken = true
    },

    pass() {
      const next = waiting.shift()
      if (next) next()
      else isTaken = false
    },

    isTaken: () => isTaken,

    isWanted: () => waiting.length > 0,
  }
}
