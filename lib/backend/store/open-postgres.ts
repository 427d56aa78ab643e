import { Kysely, PostgresDialect, type PostgresPoolClient } from 'kysely'
import pg from 'pg'
import type { Database, Db } from './database'
import type { PoolLevel } from './database-level'
import { BUSY_MS } from './busy-retry'
import type { NoticeClient } from './notice-line'
import { StoreBusyError } from './store'
import { StoreUnreachableError } from './store-unreachable-error'
import type { TransactionScope } from './transaction-scope'

const CONNECTIONS = 10
const CONNECT_MS = 10_000

/** A notice that is underway for longer has lost its connection. */
const NOTICE_MS = 10_000

/** PostgreSQL's code for a lock that somebody else holds for longer than `lock_timeout`. */
const LOCK_NOT_AVAILABLE = '55P03'

/** Its codes of what is over by the next try: that one, two that wait for each other, two that write the same. */
const BUSY: ReadonlySet<string | undefined> = new Set([LOCK_NOT_AVAILABLE, '40P01', '40001'])

/** Whole numbers of 8 bytes come as text, because they may be too large; ours (times, positions) never are. */
const types = new pg.TypeOverrides()
types.setTypeParser(pg.types.builtins.INT8, Number)

const connectionOf = (url: string) => ({
  connectionString: url,
  connectionTimeoutMillis: CONNECT_MS,
  keepAlive: true,
  application_name: 'assistants-playground',
})

/** Prepares the pool. No connection has been made when this returns. */
export function openPostgres(url: string, scope: TransactionScope): Db {
  const pool = new pg.Pool({ ...connectionOf(url), max: CONNECTIONS, lock_timeout: BUSY_MS, types })
  // A connection that breaks is replaced by the pool; without a listener, of its own while it is in use, it would end
  // the process.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))
  const guarded = {
    async connect() {
      scope.refuseInside()
      return explaining(await pool.connect().catch(explain))
    },
    end: () => pool.end(),
  }
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool: guarded }) })
  pools.set(db, pool)
  return db
}

const pools = new WeakMap<Db, pg.Pool>()

/** How many of a database's connections are in use, at each call. */
export const poolLevelOf = (db: Db) => (): PoolLevel | undefined => {
  const pool = pools.get(db)
  return pool && { busy: pool.totalCount - pool.idleCount, idle: pool.idleCount, waiting: pool.waitingCount }
}

/** A client for notices, not yet connected. */
export const createNoticeClient = (url: string): NoticeClient =>
  new pg.Client({ ...connectionOf(url), query_timeout: NOTICE_MS }) as NoticeClient

/** A client that says in the store's own words that others hold what it needs, or that it has lost the database. */
const explaining = (client: pg.PoolClient): PostgresPoolClient => ({
  // The other form, with a cursor, is for streams, and nothing here streams.
  query: ((sql: string, parameters: unknown[]) => client.query(sql, parameters).catch(explain)) as unknown as Query,
  release: () => client.release(),
})

type Query = PostgresPoolClient['query']

/** What the database itself says when it ends a connection, or takes none. */
const UNREACHABLE = /^(?:08|53300|57P0)/

function explain(cause: unknown): never {
  if (cause instanceof pg.DatabaseError) {
    if (BUSY.has(cause.code)) throw new StoreBusyError({ cause })
    if (!UNREACHABLE.test(cause.code ?? '')) throw cause
  } else if (!(cause instanceof Error) || cause instanceof TypeError || cause instanceof RangeError) throw cause
  // Of its client's own errors some have the system's code, some none: all are of the connection.
  throw new StoreUnreachableError('The database cannot be reached.', { cause })
}

const refused = 'refused the user or the password.'
const unreachable = 'cannot be reached. Is it running, and is the address right?'

const whatIsWrong: Readonly<Record<string, string>> = {
  ECONNREFUSED: unreachable,
  ECONNRESET: unreachable,
  ENOENT: unreachable,
  ENOTFOUND: unreachable,
  EAI_AGAIN: unreachable,
  ETIMEDOUT: unreachable,
  EHOSTUNREACH: unreachable,
  '08006': unreachable,
  '28000': refused,
  '28P01': refused,
  '3D000': 'has no database of that name. Create it first.',
  '42501': 'does not let this user create tables.',
  '53300': 'has no connection left for us.',
  [LOCK_NOT_AVAILABLE]: 'is held by another program. Close it and start again.',
}

/** Says in a sentence why the database could not be opened, without the password; undefined when that is not known. */
export function explainPostgres(url: string, error: Error & { readonly code?: unknown }): string | undefined {
  const cause = error instanceof StoreUnreachableError && error.cause instanceof Error ? error.cause : error
  const { code = error.code } = cause as typeof error
  const reason = whatIsWrong[error instanceof StoreBusyError ? LOCK_NOT_AVAILABLE : String(code)]
  return reason && `PostgreSQL at ${hostOf(url)} ${reason}`
}

/** One on a socket of the machine has its folder in the address's parameters. */
const hostOf = (url: string) => new URL(url).host || (new URL(url).searchParams.get('host') ?? 'localhost')
