import type { Spread } from './statistics'

export type Unit = 'ms' | '/s' | 'MB' | 'kB' | '×' | ''

/** One line of the report. */
export interface Figure {
  readonly what: string
  readonly unit: Unit
  /** Undefined where this system does not say. */
  readonly value: Spread | undefined
  /** The same of the bare app, measured beside it in the same run. */
  readonly bare?: Spread
  readonly aim?: Aim
}

interface Aim {
  readonly atMost?: number
  readonly atLeast?: number
  /** What is to be so large is the ratio to the bare app, not the value. */
  readonly isRatio?: boolean
}

const heads = ['What', 'Playground', 'Bare Next', 'Ratio', 'Aim', 'Reached'] as const

/** The figures as a Markdown table: medians, and the ends over all rounds in parentheses. */
export function tableOf(figures: readonly Figure[]): string {
  const rows = [heads, ...figures.map(cellsOf)]
  const widths = heads.map((_, column) => Math.max(...rows.map((cells) => (cells[column] ?? '').length)))
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => (column === 0 ? cell.padEnd : cell.padStart).call(cell, widths[column] ?? 0)).join(' | ')} |`
  const rule = widths.map((width, column) => (column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`))
  const [head, ...body] = rows.map(line)
  return [head, line(rule), ...body].join('\n')
}

function cellsOf({ what, unit, value, bare, aim }: Figure): readonly string[] {
  const ratio = value && bare && bare.median > 0 ? value.median / bare.median : undefined
  const judged = aim?.isRatio ? ratio : value?.median
  return [
    what,
    value ? spreadText(value, unit) : 'unknown',
    bare ? spreadText(bare, unit) : '',
    ratio === undefined ? '' : `${numberText(ratio)} ×`,
    aim ? aimText(aim, aim.isRatio ? '×' : unit) : '',
    aim && judged !== undefined ? (isReached(aim, judged) ? 'yes' : 'no') : '',
  ]
}

function spreadText({ median, min, max }: Spread, unit: Unit) {
  const ends = min === max ? '' : ` (${numberText(min)}–${numberText(max)})`
  return `${numberText(median)}${suffixOf(unit)}${ends}`
}

const aimText = ({ atMost, atLeast }: Aim, unit: Unit) =>
  atMost === undefined ? `≥ ${atLeast}${suffixOf(unit)}` : `≤ ${atMost}${suffixOf(unit)}`

const isReached = ({ atMost = Infinity, atLeast = -Infinity }: Aim, value: number) =>
  value <= atMost && value >= atLeast

const suffixOf = (unit: Unit) => (unit === '' || unit === '/s' ? unit : ` ${unit}`)

/** Three significant digits, and no false precision above. */
function numberText(value: number): string {
  if (value >= 100) return Math.round(value).toLocaleString('en')
  return value.toFixed(value >= 10 ? 1 : 2)
}
