import { CompiledQuery } from 'kysely'
import { createAnswers } from './answers'
import { createAssistants } from './assistants'
import { createChunks } from './chunks'
import type { ConnectionDb } from './connection-db'
import { createCosts } from './costs'
import { createEvents } from './events'
import { createExchanges } from './exchanges'
import { createFiles } from './files'
import { createLabels } from './labels'
import { createMessages } from './messages'
import { createNotes } from './notes'
import { createRatings } from './ratings'
import { createRecords } from './records'
import { createRuns } from './runs'
import { createSteps } from './steps'
import type { TableOptions, Tables } from './store'
import { createThreadMarks } from './thread-marks'
import { createThreads } from './threads'
import { createTransfers } from './transfers'
import { createVectorStoreBatches } from './vector-store-batches'
import { createVectorStoreFiles } from './vector-store-files'
import { createVectorStores } from './vector-stores'

type Makers = { readonly [Name in keyof Tables]: (db: ConnectionDb, options: TableOptions) => Tables[Name] }

const makers: Makers = {
  statement: (db) => (text, values) => db.whole.executeQuery(CompiledQuery.raw(text, [...values])),
  assistants: createAssistants,
  threads: createThreads,
  threadMarks: createThreadMarks,
  messages: createMessages,
  runs: createRuns,
  steps: createSteps,
  notes: createNotes,
  costs: createCosts,
  events: createEvents,
  records: createRecords,
  answers: (db, options) => createAnswers(db, { ...options, messages: createMessages(db, options) }),
  labels: createLabels,
  ratings: createRatings,
  exchanges: createExchanges,
  transfers: createTransfers,
  files: createFiles,
  vectorStores: createVectorStores,
  vectorStoreFiles: createVectorStoreFiles,
  vectorStoreBatches: createVectorStoreBatches,
  chunks: createChunks,
}

/** All tables, for as long as a store is open. */
export const createTables = (db: ConnectionDb, options: TableOptions): Tables =>
  Object.fromEntries(Object.entries(makers).map(([name, make]) => [name, make(db, options)])) as unknown as Tables

interface MadeOf {
  readonly db: ConnectionDb
  readonly options: TableOptions
}

/** One getter for each table, shared by all transactions: it makes the table and puts it in its own place. */
const whenAsked = Object.defineProperties(
  {},
  Object.fromEntries(
    Object.entries(makers).map(([name, make]) => {
      function get(this: MadeOf) {
        const value = make(this.db, this.options)
        Object.defineProperty(this, name, { value })
        return value
      }
      return [name, { get }]
    }),
  ),
)

/** The tables of one transaction. It needs few of them, so each is made when it is first asked for. */
export const tablesWhenAsked = (db: ConnectionDb, options: TableOptions): Tables =>
  Object.assign(Object.create(whenAsked) as Tables, { db, options } satisfies MadeOf)
