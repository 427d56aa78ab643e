// Lists as files: CSV for spreadsheets, NDJSON for programs.

/** What a spreadsheet would take for a formula, and so run. */
const FORMULA = /^[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/

/** Numbers may begin with a sign. */
const NUMBER = /^-?\d+(?:\.\d+)?$/

/** Tells spreadsheets that it is UTF-8. */
export const CSV_BEGINNING = '\uFEFF'

/** A line of CSV (RFC 4180). What could be run as a formula stands behind an apostrophe, as text. */
export const csvLine = (cells: readonly (string | number | null)[]): string => `${cells.map(cellOf).join(',')}\r\n`

function cellOf(value: string | number | null): string {
  if (value === null) return ''
  const text = String(value)
  const safe = FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

export const ndjsonLine = (object: object): string => `${JSON.stringify(object)}\n`
