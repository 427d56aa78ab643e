// Kysely over libsql. Kysely's own SqliteDialect prepares every statement anew, commits each transaction by itself
// and lets whoever asks last overtake; see sqlite-units.ts and group-commit.ts for what is done instead.
import {
  type DatabaseConnection,
  type Dialect,
  type Driver,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely'
import type Libsql from 'libsql'
import { createStatements } from './libsql-statements'
import { createUnits, type Unit } from './sqlite-units'
import type { TransactionScope } from './transaction-scope'

export function createSqliteDialect(database: Libsql.Database, scope: TransactionScope): Dialect {
  // SQLite can take back changes of the schema. Kysely leaves that out, and a crash in the middle of a migration
  // would leave half of its tables.
  const adapter = Object.defineProperty(new SqliteAdapter(), 'supportsTransactionalDdl', { value: true })
  return {
    createDriver: () => createDriver(database, scope),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createAdapter: () => adapter,
    createIntrospector: (db) => new SqliteIntrospector(db),
  }
}

function createDriver(database: Libsql.Database, scope: TransactionScope): Driver {
  const statements = createStatements(database)
  const units = createUnits({ execute: statements.execute, inTransaction: () => database.inTransaction })
  const unitOf = new WeakMap<DatabaseConnection, Unit>()

  /** Only connections made below are ever handed back. */
  const known = (connection: DatabaseConnection) => unitOf.get(connection)!

  return {
    async init() {},
    async acquireConnection() {
      scope.refuseInside()
      const unit = units.createUnit()
      const connection = toConnection(unit)
      unitOf.set(connection, unit)
      return connection
    },
    beginTransaction: (connection) => known(connection).begin(),
    commitTransaction: (connection) => known(connection).commit(),
    rollbackTransaction: async (connection) => known(connection).rollback(),
    releaseConnection: async (connection) => known(connection).release(),
    destroy: () =>
      units.alone(() => {
        // Leaves one complete file behind, so that a copy of it is a backup.
        statements.execute('pragma wal_checkpoint(truncate)')
        statements.forget()
        database.close()
      }),
  }
}

const toConnection = (unit: Unit): DatabaseConnection => ({
  executeQuery: ({ sql, parameters }) => unit.execute(sql, parameters),
  streamQuery() {
    throw new Error('Read pages: a stream would keep the connection from everybody else.')
  },
})
