// What every run has executed is built and compiled once for a store: to build a statement takes longer than SQLite
// takes to execute it.
import { type CompiledQuery, isExpression, type QueryResult, type RawBuilder, sql } from 'kysely'
import type { Compiled, ConnectionDb } from './connection-db'

type Value = string | number | null

/** What stands in a statement for the values that it is given each time. Nothing is known of them while it is built. */
export type Given<Values> = {
  readonly [Name in keyof Values]: RawBuilder<Exclude<Values[Name], RawBuilder<unknown>>>
}

/** Values, and where PostgreSQL gives out a place, the expression for it: such a statement is built each time. */
type GivenValues = Readonly<Record<string, Value | RawBuilder<Value>>>

/** What a statement is made of beside its values, such as the name of its table. */
type Variant = readonly string[]

/** A parameter of a statement that is compiled once. */
interface Placeholder {
  readonly valueNamed: string
}

/**
 * A statement that is compiled when a store first executes it. Statements that differ in more than their values are
 * variants, each compiled by itself.
 */
export function compiled<Values extends { readonly [Name in keyof Values]: GivenValues[string] }, Row = never>(
  build: (db: ConnectionDb, given: Given<Values>, variant: Variant) => CompiledQuery<Row>,
) {
  return async (db: ConnectionDb, values: Values, variant: Variant = []): Promise<QueryResult<Row>> => {
    const all = values as GivenValues
    if (Object.values(all).some(isExpression)) return db.whole.executeQuery(build(db, expressionsOf(all), variant))
    const { query, names } = compiledOf(db, { build, variant }, () => build(db, placeholdersFor(all), variant))
    // By this a statement may be refused: see refuse-writes.ts.
    db.whole.getExecutor().transformQuery(query.query, query.queryId)
    const parameters = names.map((name, index) => (name === undefined ? query.parameters[index] : all[name]))
    return db.execute<Row>({ ...(query as CompiledQuery<Row>), parameters })
  }
}

/** Expressions as they are, and the values themselves where they are values. */
const expressionsOf = <Values>(values: GivenValues) =>
  mapped<Values>(values, (_, value) => (isExpression(value) ? value : sql`${value}`))

/** What stands for each of the values while the statement is built. */
const placeholdersFor = <Values>(values: GivenValues) =>
  mapped<Values>(values, (name) => sql`${{ valueNamed: name } satisfies Placeholder}`)

const mapped = <Values>(values: GivenValues, to: (name: string, value: GivenValues[string]) => RawBuilder<unknown>) =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, to(name, value)])) as Given<Values>

function compiledOf(
  db: ConnectionDb,
  { build, variant }: { build: object; variant: Variant },
  make: () => CompiledQuery,
) {
  const variants = db.compiled.get(build) ?? new Map<string, Compiled>()
  const key = variant.join(' ')
  const known = variants.get(key)
  if (known) return known
  const query = make()
  const made = { query, names: query.parameters.map(nameOf) }
  db.compiled.set(build, variants.set(key, made))
  return made
}

const nameOf = (parameter: unknown): string | undefined =>
  typeof parameter === 'object' && parameter !== null ? (parameter as Placeholder).valueNamed : undefined
