import { sql } from 'kysely'
import { compiled } from './compiled'
import type { ConnectionDb } from './connection-db'
import { readable } from './documents'
import { type ExchangeTable, MAX_EXCHANGES } from './exchange-table'
import { cutPage } from './paging'
import type { TableOptions } from './store'

type ExchangeOptions = Pick<TableOptions, 'pageBytes' | 'documents'>

interface StoredExchange {
  readonly runId: string
  readonly number: number
  readonly document: string
}

const putExchange = compiled<StoredExchange>((db, { runId, number, document }) =>
  sql<never>`
    insert into exchanges (connection_id, run_id, number, document)
    select ${db.connection}, ${runId}, ${number}, ${document}
    where exists (select 1 from runs where connection_id = ${db.connection} and id = ${runId})
      and (select count(*) from exchanges
        where connection_id = ${db.connection} and run_id = ${runId} and number <> ${number}) < ${MAX_EXCHANGES}
    on conflict (connection_id, run_id, number) do update set document = excluded.document
  `.compile(db.whole),
)

export function createExchanges(db: ConnectionDb, { pageBytes, documents }: ExchangeOptions): ExchangeTable {
  const ofRun = (runId: string) => db.selectFrom('exchanges').where('run_id', '=', runId)
  return {
    async put(runId, exchange) {
      const { number } = exchange
      const { numAffectedRows } = await putExchange(db, { runId, number, document: JSON.stringify(exchange) })
      return numAffectedRows === 1n
    },

    async list(runId, { limit, after = 0 }) {
      const asked = ofRun(runId)
        .where('number', '>', after)
        .orderBy('number')
        .limit(limit + 1)
      const bytes = sql<number>`octet_length(document)`.as('bytes')
      const standing = await asked.select(['number', bytes]).execute()
      const { data, hasMore } = cutPage(standing, { limit, pageBytes, bytesOf: (row) => row.bytes })
      const rows = await ofRun(runId)
        .select(['number', 'document'])
        .where('number', '>', after)
        .where('number', '<=', data.at(-1)?.number ?? 0)
        .orderBy('number')
        .execute()
      const read = ({ number, document }: (typeof rows)[number]) =>
        documents.exchange({ id: `${runId} ${number}`, document })
      return { data: readable(rows, read), hasMore }
    },
  }
}
