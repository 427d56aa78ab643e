import type { Demo, DemoMessage } from '@/lib/protocol/demo'

/** A message that is being written; its key stays while rows are moved. */
export interface Row extends DemoMessage {
  readonly key: number
}

let keys = 0

export const newRow = (text: string): Row => ({ key: (keys += 1), text, notes: '' })

export const rowsOf = (messages: readonly DemoMessage[]): readonly Row[] =>
  messages.map(({ text, notes }) => ({ ...newRow(text), notes }))

export const amended = (rows: readonly Row[], key: number, change: Partial<DemoMessage>): readonly Row[] =>
  rows.map((row) => (row.key === key ? { ...row, ...change } : row))

/** The row stands so many places further down; where there is no such place, all stays. */
export function moved(rows: readonly Row[], key: number, by: number): readonly Row[] {
  const from = rows.findIndex((row) => row.key === key)
  const row = rows[from]
  if (!row || from + by < 0 || from + by >= rows.length) return rows
  return rows.toSpliced(from, 1).toSpliced(from + by, 0, row)
}

/** Rows in which nothing was written are left out. */
export const toDemo = (rows: readonly Row[]): Demo => ({
  messages: rows.flatMap(({ text, notes }) => (text.trim() === '' ? [] : [{ text: text.trim(), notes: notes.trim() }])),
})
