import { CompiledQuery } from 'kysely'
import type { Db } from './database'

/** Sends a statement with its values, `$1` and so on. */
export type Statements = (text: string, values?: readonly unknown[]) => Promise<{ readonly rows: readonly unknown[] }>

const transactions = new WeakMap<object, Db>()

/** Notes in which transaction the tables stand that its work is given. */
export function inTransaction<Given extends object>(tables: Given, transaction: Db): Given {
  transactions.set(tables, transaction)
  return tables
}

/** For rows that are no table of ours, such as those of a queue: they are written with the tables' transaction. */
export function statementsOf(tables: object): Statements {
  const transaction = transactions.get(tables)
  if (!transaction) throw new Error('These tables stand in no transaction.')
  return (text, values = []) => transaction.executeQuery(CompiledQuery.raw(text, [...values]))
}
