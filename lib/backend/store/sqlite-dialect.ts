// Kysely over libsql. Kysely's own SqliteDialect prepares every statement anew, commits each transaction by itself
// and lets whoever asks last overtake; see sqlite-units.ts and group-commit.ts for what is done instead. Reads outside
// a transaction have a connection of their own: they see what is committed, and wait for no writer, not even another
// program's.
import { setTimeout as sleep } from 'node:timers/promises'
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely'
import type Libsql from 'libsql'
import { createStatements, type Statements } from './libsql-statements'
import { createBusyRetry } from './busy-retry'
import { createUnits, type Unit } from './sqlite-units'
import type { TransactionScope } from './transaction-scope'

/** Two connections to one file. */
export interface SqliteConnections {
  readonly writer: Libsql.Database
  readonly reader: Libsql.Database
}

export function createSqliteDialect(connections: SqliteConnections, scope: TransactionScope): Dialect {
  // SQLite can take back changes of the schema. Kysely leaves that out, and a crash in the middle of a migration
  // would leave half of its tables.
  const adapter = Object.defineProperty(new SqliteAdapter(), 'supportsTransactionalDdl', { value: true })
  return {
    createDriver: () => createDriver(connections, scope),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createAdapter: () => adapter,
    createIntrospector: (db) => new SqliteIntrospector(db),
  }
}

/** Whoever asks for either connection waits in this way. */
export const startBusyRetry = createBusyRetry({ now: () => performance.now(), sleep })

function createDriver({ writer, reader }: SqliteConnections, scope: TransactionScope): Driver {
  const statements = createStatements(writer)
  const reads = createStatements(reader)
  const units = createUnits({ execute: statements.execute, inTransaction: () => writer.inTransaction }, startBusyRetry)
  const unitOf = new WeakMap<DatabaseConnection, Unit>()

  /** Only connections made below are ever handed back. */
  const known = (connection: DatabaseConnection) => unitOf.get(connection)!

  return {
    async init() {},
    async acquireConnection() {
      scope.refuseInside()
      const unit = units.createUnit()
      const connection = toConnection(unit, reads.execute)
      unitOf.set(connection, unit)
      return connection
    },
    beginTransaction: (connection) => known(connection).begin(),
    commitTransaction: (connection) => known(connection).commit(),
    rollbackTransaction: async (connection) => known(connection).rollback(),
    releaseConnection: async (connection) => known(connection).release(),
    destroy: () =>
      units.alone(() => {
        reads.forget()
        reader.close()
        // Leaves one complete file behind, so that a copy of it is a backup.
        statements.execute('pragma wal_checkpoint(truncate)')
        statements.forget()
        writer.close()
      }),
  }
}

const toConnection = (unit: Unit, read: Statements['execute']): DatabaseConnection => ({
  async executeQuery<R>({ query, sql, parameters }: CompiledQuery) {
    const isRead = query.kind === 'SelectQueryNode' && !unit.isTransaction()
    return isRead ? startBusyRetry()(() => read<R>(sql, parameters)) : unit.execute<R>(sql, parameters)
  },
  streamQuery() {
    throw new Error('Read pages: a stream would keep the connection from everybody else.')
  },
})
