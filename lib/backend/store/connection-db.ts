import type {
  CompiledQuery,
  DeleteQueryBuilder,
  DeleteResult,
  Insertable,
  InsertQueryBuilder,
  InsertResult,
  QueryResult,
  RawBuilder,
  SelectQueryBuilder,
  UpdateQueryBuilder,
  UpdateResult,
} from 'kysely'
import type { Database, Db } from './database'

/** The tables whose rows are a connection's. */
type OwnedTable = Exclude<keyof Database, 'connections' | 'settings'>

type OwnRow<Table extends OwnedTable> = WithExpressions<Omit<Insertable<Database[Table]>, 'connection_id'>>

/** Positions that the database gives out are expressions, and so are the placeholders of a compiled statement. */
type WithExpressions<Row> = { readonly [Column in keyof Row]: OrExpression<Row[Column]> }

export type OrExpression<T> = T | RawBuilder<T>

/** A statement as it is executed, and for each parameter the name of the value that it is given: see compiled.ts. */
export interface Compiled {
  readonly query: CompiledQuery
  readonly names: readonly (string | undefined)[]
}

type Execute = <Row>(query: CompiledQuery<Row>) => Promise<QueryResult<Row>>

/** What the tables of one connection's store are made of: no query that begins here comes to another's rows. */
export interface ConnectionDb {
  readonly connection: string
  /** All connections' rows: for queries over queries that begin here, and for SQL that names the connection itself. */
  readonly whole: Db
  /** By what builds them, and by variant; all transactions of a store have the same. */
  readonly compiled: Map<object, Map<string, Compiled>>
  readonly execute: Execute
  selectFrom<Table extends OwnedTable>(table: Table): SelectQueryBuilder<Database, Table, object>
  updateTable<Table extends OwnedTable>(table: Table): UpdateQueryBuilder<Database, Table, Table, UpdateResult>
  deleteFrom<Table extends OwnedTable>(table: Table): DeleteQueryBuilder<Database, Table, DeleteResult>
  insertInto<Table extends OwnedTable>(
    table: Table,
    rows: OwnRow<Table> | readonly OwnRow<Table>[],
  ): InsertQueryBuilder<Database, Table, InsertResult>
}

export function createConnectionDb(
  whole: Db,
  connection: string,
  { compiled, execute }: Pick<ConnectionDb, 'compiled' | 'execute'> = {
    compiled: new Map(),
    execute: (query) => whole.executeQuery(query),
  },
): ConnectionDb {
  // Every one of these tables has the column: one name stands for all in the types.
  const one = (table: OwnedTable) => table as 'threads'
  const owner = (table: OwnedTable) => `${one(table)}.connection_id` as const
  return {
    connection,
    whole,
    compiled,
    execute,
    selectFrom: (table) => whole.selectFrom(one(table)).where(owner(table), '=', connection) as never,
    updateTable: (table) => whole.updateTable(one(table)).where(owner(table), '=', connection) as never,
    deleteFrom: (table) => whole.deleteFrom(one(table)).where(owner(table), '=', connection) as never,
    insertInto: (table, rows) => {
      const own = (Array.isArray(rows) ? rows : [rows]).map((row: object) => ({ connection_id: connection, ...row }))
      return whole.insertInto(one(table)).values(own as never) as never
    },
  }
}

/**
 * Does the work in a transaction of its own. What is compiled goes straight to its connection: what Kysely does around
 * each query costs as much as many a statement does.
 */
export const inTransaction = <T>(
  { whole, connection, compiled }: ConnectionDb,
  work: (db: ConnectionDb) => Promise<T>,
): Promise<T> =>
  whole.transaction().execute(async (transaction) => {
    const held = await transaction.getExecutor().provideConnection(async (connection) => connection)
    let isOver = false
    const execute: Execute = (query) => {
      if (isOver) throw new Error('The transaction is over. Its tables are of no use behind it.')
      return held.executeQuery(query)
    }
    try {
      return await work(createConnectionDb(transaction, connection, { compiled, execute }))
    } finally {
      isOver = true
    }
  })

/** Several statements as one: in the transaction that is open already, or in one of their own. */
export const atomically = <T>(db: ConnectionDb, work: (db: ConnectionDb) => Promise<T>): Promise<T> =>
  db.whole.isTransaction ? work(db) : inTransaction(db, work)
