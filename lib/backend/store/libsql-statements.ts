import type Libsql from 'libsql'
import type { CompiledQuery, QueryResult } from 'kysely'
import { toText, withTextAsBytes } from './text-as-bytes'

/** Lists of different length make different statements, so their number has to be bounded. */
const CAPACITY = 500

type Parameters = CompiledQuery['parameters']

interface Prepared {
  readonly statement: Libsql.Statement<unknown[]>
  readonly isReader: boolean
}

export type Statements = ReturnType<typeof createStatements>

/** Runs queries on a libsql database, each statement prepared once: preparing costs as much as a small query. */
export function createStatements(database: Libsql.Database) {
  const prepared = new Map<string, Prepared>()

  function prepare(sql: string): Prepared {
    const known = prepared.get(sql)
    if (known) return known
    const asked = database.prepare(sql)
    const isReader = asked.reader
    const statement = isReader ? database.prepare(withTextAsBytes(sql, asked.columns())) : asked
    const made = { statement, isReader }
    if (prepared.size >= CAPACITY) prepared.delete(prepared.keys().next().value ?? '')
    prepared.set(sql, made)
    return made
  }

  return {
    execute<R>(sql: string, parameters: Parameters = []): QueryResult<R> {
      const { statement, isReader } = prepare(sql)
      const values = checked(parameters)
      if (isReader) {
        const rows = statement.all(values)
        toText(rows)
        return { rows: rows as R[] }
      }
      return { numAffectedRows: BigInt(statement.run(values).changes), rows: [] }
    },

    /** The database's files stay open until the last prepared statement has been collected as garbage. */
    forget() {
      prepared.clear()
    },
  }
}

/** The native code ends the whole process on a value it does not know, booleans among them. */
function checked(parameters: Parameters): unknown[] {
  for (const value of parameters) {
    if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint') continue
    throw new TypeError(`SQLite takes text, numbers and null, not ${typeof value}.`)
  }
  return [...parameters]
}
