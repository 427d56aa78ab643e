import type { List } from '@/lib/protocol/list'
import { CSV_BEGINNING, csvLine, ndjsonLine } from '@/lib/inspector/table-text'

export type ListFormat = 'csv' | 'ndjson'

/** How many entries are asked for at once. */
export const PAGE = 100

/** ISO 8601, UTC. */
export const timeOf = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString())

type Cell = string | number | null

/** A column of the file: its name, and what it has of an entry. */
export type FileColumn<T> = readonly [name: string, cell: (entry: T) => Cell]

export interface ListFile<T> {
  readonly format: ListFormat
  readonly columns: readonly FileColumn<T>[]
  /** The page behind an id; undefined is the first. */
  readonly page: (after: string | undefined) => Promise<List<T>>
  /** How many entries are in it until now. */
  readonly onCount: (count: number) => void
  readonly signal: AbortSignal
}

const types = { csv: 'text/csv;charset=utf-8', ndjson: 'application/x-ndjson' } as const

/** All that a list shows, page by page, as one file. Objects stand in NDJSON whole, in CSV by columns. */
export async function listFile<T extends object>({ format, columns, page, onCount, signal }: ListFile<T>) {
  // The browser may put what is read so far on its disk: of a long list only one page is text in memory.
  let file = new Blob([format === 'csv' ? CSV_BEGINNING + csvLine(columns.map(([name]) => name)) : ''])
  let count = 0
  for (let after: string | undefined; ;) {
    const { data, has_more: hasMore, last_id: last } = await page(after)
    signal.throwIfAborted()
    const lines = data.map((entry) =>
      format === 'csv' ? csvLine(columns.map(([, cell]) => cell(entry))) : ndjsonLine(entry),
    )
    file = new Blob([file, ...lines], { type: types[format] })
    onCount((count += data.length))
    if (!hasMore || last === after) return file
    after = last
  }
}
