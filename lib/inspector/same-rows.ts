import type { Bar, Row } from './timeline-row'

/** The rows, each the object that it was in `previous` where it is as it was. */
export function sameRows(rows: readonly Row[], previous: readonly Row[]): readonly Row[] {
  const known = new Map(previous.map((row) => [row.id, row]))
  return rows.map((row) => {
    const before = known.get(row.id)
    return before && isSame(row, before) ? before : row
  })
}

const isSame = ({ bars, ...row }: Row, { bars: barsBefore, ...before }: Row) =>
  isEqual(row, before) &&
  bars.length === barsBefore.length &&
  bars.every((bar: Bar, index) => isEqual(bar, barsBefore[index]!))

/** Of objects of the same fields, whose values are compared as they are. */
const isEqual = <T extends object>(a: T, b: T) => (Object.keys(a) as (keyof T)[]).every((key) => a[key] === b[key])
