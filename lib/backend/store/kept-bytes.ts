// What PostgreSQL keeps, without the room that deleted rows have left in its tables: it is used again before they grow,
// but the size on the disk stays what it was.
import { sql } from 'kysely'
import type { Db } from './database'

/** Smaller tables count as they are. */
const MIN_BYTES = 1024 * 1024

/** So many pages of a table are read, wherever they are: whole clusters of rows may be gone. */
const PAGES = 400

/** What a row takes beside its values, and how much of a table is not rows even where none was ever deleted. */
const ROW_BYTES = 28
const LOOSENESS = 1.1

interface Table {
  /** In quotes where it needs them. */
  readonly name: string
  readonly columns: readonly string[]
  readonly pages: number
  /** With its long values, without its indexes. */
  readonly bytes: number
  readonly total: number
}

const largeTables = sql<Table>`
  select c.oid::regclass::text as name,
    array(
      select quote_ident(attname) from pg_attribute where attrelid = c.oid and attnum > 0 and not attisdropped
    ) as columns,
    (pg_relation_size(c.oid) / current_setting('block_size')::int)::int as pages,
    pg_table_size(c.oid) as bytes, pg_total_relation_size(c.oid) as total
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind = 'r' and n.nspname not like 'pg\\_%' and n.nspname <> 'information_schema'
    and pg_total_relation_size(c.oid) >= ${MIN_BYTES}`

/** `size` is that of the database on its disk. */
export async function keptBytes(db: Db, size: number): Promise<number> {
  const { rows } = await largeTables.execute(db)
  let free = 0
  for (const table of rows) free += (1 - (await shareInUse(db, table))) * Number(table.total)
  return Math.round(size - free)
}

async function shareInUse(db: Db, { name, columns, pages, bytes }: Table): Promise<number> {
  const percent = Math.min(100, (100 * PAGES) / Math.max(1, pages))
  const values = columns.map((column) => `coalesce(pg_column_size(${column}), 0)`).join(' + ')
  const { rows } = await sql<{ read: number }>`
    select coalesce(sum(${sql.raw(values)} + ${sql.lit(ROW_BYTES)}), 0) as read
    from ${sql.raw(name)} tablesample system (${sql.lit(percent)})`.execute(db)
  const inUse = (Number(rows[0]?.read ?? 0) * 100 * LOOSENESS) / percent
  return Math.min(1, inUse / Math.max(1, Number(bytes)))
}
