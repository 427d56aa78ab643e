import { Kysely, PostgresDialect, type PostgresPoolClient } from 'kysely'
import pg from 'pg'
import type { Database, Db } from './database'
import { BUSY_MS } from './busy-retry'
import { StoreBusyError } from './store'
import type { TransactionScope } from './transaction-scope'

const CONNECTIONS = 10
const CONNECT_MS = 10_000

/** PostgreSQL's code for a lock that somebody else holds for longer than `lock_timeout`. */
const LOCK_NOT_AVAILABLE = '55P03'

/** Whole numbers of 8 bytes come as text, because they may be too large; ours (times, positions) never are. */
const types = new pg.TypeOverrides()
types.setTypeParser(pg.types.builtins.INT8, Number)

/** Prepares the pool. No connection has been made when this returns. */
export function openPostgres(url: string, scope: TransactionScope): Db {
  const pool = new pg.Pool({
    connectionString: url,
    max: CONNECTIONS,
    connectionTimeoutMillis: CONNECT_MS,
    lock_timeout: BUSY_MS,
    types,
  })
  // A connection that breaks while nobody uses it is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => undefined)
  const guarded = {
    async connect() {
      scope.refuseInside()
      return explaining(await pool.connect())
    },
    end: () => pool.end(),
  }
  return new Kysely<Database>({ dialect: new PostgresDialect({ pool: guarded }) })
}

/** A client that says in the store's own word that others hold what it needs. */
const explaining = (client: pg.PoolClient): PostgresPoolClient => ({
  // The other form, with a cursor, is for streams, and nothing here streams.
  query: ((sql: string, parameters: unknown[]) => client.query(sql, parameters).catch(explain)) as unknown as Query,
  release: () => client.release(),
})

type Query = PostgresPoolClient['query']

function explain(cause: unknown): never {
  throw cause instanceof pg.DatabaseError && cause.code === LOCK_NOT_AVAILABLE ? new StoreBusyError({ cause }) : cause
}

const refused = 'refused the user or the password.'
const unreachable = 'cannot be reached. Is it running, and is the address right?'

const whatIsWrong: Readonly<Record<string, string>> = {
  ECONNREFUSED: unreachable,
  ECONNRESET: unreachable,
  ENOTFOUND: unreachable,
  EAI_AGAIN: unreachable,
  ETIMEDOUT: unreachable,
  EHOSTUNREACH: unreachable,
  '28000': refused,
  '28P01': refused,
  '3D000': 'has no database of that name. Create it first.',
  '42501': 'does not let this user create tables.',
  '53300': 'has no connection left for us.',
  [LOCK_NOT_AVAILABLE]: 'is held by another program. Close it and start again.',
}

/** Says in a sentence why the database could not be opened, without the password; undefined when that is not known. */
export function explainPostgres(url: string, error: Error & { readonly code?: unknown }): string | undefined {
  const reason = whatIsWrong[error instanceof StoreBusyError ? LOCK_NOT_AVAILABLE : String(error.code)]
  return reason && `PostgreSQL at ${new URL(url).host} ${reason}`
}
