// libsql ends the whole process when it makes a string of text that is no UTF-8, which SQLite stores and hands out
// without a look at it. So text is read as bytes, and made a string here.
import { isUtf8 } from 'node:buffer'
import type Libsql from 'libsql'

/** The query with every text of its result as bytes. What is no query is left as it is: it must return no text. */
export function withTextAsBytes(sql: string, columns: readonly Libsql.ColumnDefinition[]): string {
  if (!/^\s*(?:select|with)\s/i.test(sql) || columns.length === 0) return sql
  return `select ${columns.map(asBytes).join(', ')} from (${sql})`
}

/** Also of a column that is declared to have numbers: SQLite puts up with text in it. */
function asBytes({ name }: Libsql.ColumnDefinition): string {
  const column = `"${name.replaceAll('"', '""')}"`
  return `case typeof(${column}) when 'text' then cast(${column} as blob) else ${column} end as ${column}`
}

/** Puts the strings in place of the bytes. */
export function toText(rows: readonly unknown[]) {
  for (const row of rows as Record<string, unknown>[]) {
    for (const [name, value] of Object.entries(row)) {
      if (value instanceof ArrayBuffer) row[name] = textOf(Buffer.from(value))
    }
  }
}

/** Text that is no UTF-8 begins with U+FFFD: whatever it was, it is no JSON. */
const textOf = (bytes: Buffer) => (isUtf8(bytes) ? bytes.toString('utf8') : `\ufffd${bytes.toString('utf8')}`)
