// Every row of one database into another that has been through the same migrations, whichever two they are.
import { type RawBuilder, sql } from 'kysely'
import { type Db, isSqlite } from './database'
import { StoreOpenError } from './store-open-error'

/** What is copied otherwise, or is a database's own. */
const LEFT_OUT: ReadonlySet<string> = new Set(['file_bytes', 'file_pieces'])

/** Of which keys a database is used with says the database itself. */
export const KEYS_KIND = 'instance_keys'

/** So much is read at a time, and no more rows than these. */
const BATCH_CHARACTERS = 4 * 1024 * 1024
const BATCH_ROWS = 500

export interface CopiedTable {
  readonly table: string
  readonly rows: number
  /** How many texts had a character of no meaning that PostgreSQL cannot keep: it has become U+FFFD. */
  readonly changed: number
}

interface Table {
  readonly name: string
  readonly columns: readonly string[]
  /** The columns of its key, in order; none where it has no key. */
  readonly key: readonly string[]
  readonly references: readonly string[]
}

interface Copying {
  readonly from: Db
  /** In a transaction, or nobody's yet. */
  readonly to: Db
  readonly onTable: (copied: CopiedTable) => void
}

/** Throws `StoreOpenError` where a row cannot be had by the other database, or rows are missing there at the end. */
export async function copyTables({ from, to, onTable }: Copying): Promise<void> {
  // What opening a database leaves in it comes from the other one, too.
  await sql`delete from connections`.execute(to)
  for (const table of await tablesOf(isSqlite(from) ? from : to)) {
    const copied = await copyTable({ from, to }, table).catch((cause: unknown) => {
      const reason = cause instanceof Error ? cause.message : String(cause)
      throw new StoreOpenError(
        `The table ${table.name} cannot be copied: ${reason}. Does npm run doctor find damage?`,
        {
          cause,
        },
      )
    })
    const [given, there] = [await countOf(from, table.name), await countOf(to, table.name)]
    if (given !== copied.rows || there !== given)
      throw new StoreOpenError(`Of ${given} rows of ${table.name} ${there} have arrived.`)
    onTable(copied)
  }
  if (!isSqlite(to)) await setPlaces(to)
}

/** Whether nobody has kept anything in it. A server that was started on it once has left no more than its name. */
export async function isEmpty(db: Db): Promise<boolean> {
  const kept = (await namesIn(db)).filter((name) => name !== 'connections')
  for (const name of [...kept, ...LEFT_OUT]) if ((await countOf(db, name)) > 0) return false
  return true
}

/** Those with what others refer to come first. */
async function tablesOf(sqlite: Db): Promise<readonly Table[]> {
  const waiting = new Map<string, Table>()
  for (const name of await namesIn(sqlite)) waiting.set(name, await tableOf(sqlite, name))
  const ordered: Table[] = []
  while (waiting.size > 0) {
    const ready = [...waiting.values()].filter(({ name, references }) =>
      references.every((other) => other === name || !waiting.has(other)),
    )
    if (ready.length === 0) throw new Error('Tables refer to each other in a circle.')
    for (const table of ready) {
      ordered.push(table)
      waiting.delete(table.name)
    }
  }
  return ordered
}

async function namesIn(db: Db): Promise<readonly string[]> {
  const tables = await db.introspection.getTables()
  const own = tables.filter(({ schema, name, isView }) => !isView && schema !== 'pgboss' && !name.startsWith('sqlite_'))
  return own.map(({ name }) => name).filter((name) => !LEFT_OUT.has(name))
}

async function tableOf(sqlite: Db, name: string): Promise<Table> {
  const info = sql<{ name: string; pk: number }>`select name, pk from pragma_table_info(${name}) order by cid`
  const others = sql<{ other: string }>`select distinct "table" as other from pragma_foreign_key_list(${name})`
  const { rows: columns } = await info.execute(sqlite)
  const { rows: references } = await others.execute(sqlite)
  const key = columns.filter(({ pk }) => pk > 0).toSorted((one, other) => one.pk - other.pk)
  return {
    name,
    columns: columns.map((column) => column.name),
    key: key.map((column) => column.name),
    references: references.map(({ other }) => other),
  }
}

type Row = Readonly<Record<string, unknown>>

async function copyTable({ from, to }: Pick<Copying, 'from' | 'to'>, table: Table): Promise<CopiedTable> {
  let [count, changed] = [0, 0]
  for await (const rows of batchesOf(from, table)) {
    const kept = isSqlite(to) ? rows : rows.map((row) => withoutZero(row, () => (changed += 1)))
    await insert(to, table, kept)
    count += rows.length
  }
  return { table: table.name, rows: count, changed }
}

/** In the order of the key. What has none is little, and read at once. */
async function* batchesOf(from: Db, table: Table): AsyncGenerator<readonly Row[]> {
  const key = sql.join(table.key.map((column) => sql.ref(column)))
  let limit = table.key.length === 0 ? Number.MAX_SAFE_INTEGER : 50
  let last: Row | undefined
  for (;;) {
    const behind = last && sql`(${key}) > (${sql.join(table.key.map((column) => last?.[column]))})`
    const order = table.key.length === 0 ? sql`` : sql`order by ${key}`
    const query = sql<Row>`select ${sql.join(table.columns.map((column) => sql.ref(column)))}
      from ${sql.table(table.name)} where ${conditionOf(table.name)} and ${behind ?? sql`1 = 1`} ${order} limit ${limit}`
    const { rows } = await query.execute(from)
    if (rows.length > 0) yield rows
    if (rows.length < limit) return
    last = rows.at(-1)
    const perRow = Math.max(1, rows.reduce((sum, row) => sum + weightOf(row), 0) / rows.length)
    limit = Math.max(1, Math.min(BATCH_ROWS, Math.floor(BATCH_CHARACTERS / perRow)))
  }
}

const conditionOf = (name: string): RawBuilder<unknown> =>
  name === 'settings' ? sql`kind <> ${KEYS_KIND}` : sql`1 = 1`

const weightOf = (row: Row) =>
  Object.values(row).reduce<number>((sum, value) => sum + (typeof value === 'string' ? value.length : 8), 0)

async function insert(to: Db, { name, columns }: Table, rows: readonly Row[]) {
  const values = rows.map((row) => sql`(${sql.join(columns.map((column) => row[column]))})`)
  const into = sql`${sql.table(name)} (${sql.join(columns.map((column) => sql.ref(column)))})`
  await sql`insert into ${into} values ${sql.join(values)}`.execute(to)
}

function withoutZero(row: Row, onChange: () => void): Row {
  const changed = Object.entries(row).filter(([, value]) => typeof value === 'string' && value.includes('\0'))
  if (changed.length === 0) return row
  changed.forEach(onChange)
  return {
    ...row,
    ...Object.fromEntries(changed.map(([name, value]) => [name, String(value).replaceAll('\0', '\ufffd')])),
  }
}

async function countOf(db: Db, name: string): Promise<number> {
  const counting = sql<{ count: number }>`select count(*) as count from ${sql.table(name)} where ${conditionOf(name)}`
  return Number((await counting.execute(db)).rows[0]?.count)
}

/** Places go on above what has come: see migration 0018. Those that are no microseconds count for nothing. */
async function setPlaces(to: Db) {
  const tables = await to.introspection.getTables()
  const placed = tables.filter(
    ({ columns, schema }) => schema !== 'pgboss' && columns.some(({ name }) => name === 'position'),
  )
  const largest = placed.map(
    ({ name }) =>
      sql`select max(position) as position from ${sql.table(name)} where position < ${Number.MAX_SAFE_INTEGER}`,
  )
  await sql`select setval('positions', (
    select coalesce(max(position), 0) from (${sql.join(largest, sql` union all `)}) as placed
  ))`.execute(to)
}
