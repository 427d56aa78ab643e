import type { OfficePackage } from './office-package'

export interface CellFormats {
  /** Whether numbers of this style are moments. */
  readonly isDate: (style: number) => boolean
  /** Days before 1970 from which moments are counted. */
  readonly epochDays: number
}

interface Cell {
  /** How its value is meant: `s` is the number of a shared text, `n` a number. */
  readonly type: string
  readonly style: number
}

/** Days before 1970-01-01 of the two calendars of workbooks: the usual one takes 1900 for a leap year. */
const epochs = { 1900: 25_569, 1904: 24_107 } as const

const DAY_MS = 86_400_000

/** Formats of moments that have a number but no text. */
const isBuiltInDate = (id: number) => (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 58)

/** The formats of a workbook; `calendar` is the year its moments are counted from. */
export async function readFormats(
  office: OfficePackage,
  part: string,
  calendar: keyof typeof epochs,
): Promise<CellFormats> {
  const codes = new Map<number, string>()
  const styles: number[] = []
  let inStyles = false
  await office.read(part, {
    open(name, { numFmtId = '0', formatCode = '' }) {
      if (name === 'cellXfs') inStyles = true
      else if (name === 'numFmt') codes.set(Number(numFmtId), formatCode)
      else if (name === 'xf' && inStyles) styles.push(Number(numFmtId))
    },
    close(name) {
      if (name === 'cellXfs') inStyles = false
    },
  })
  const dates = styles.map((id) => (codes.has(id) ? isDateCode(codes.get(id) ?? '') : isBuiltInDate(id)))
  return { isDate: (style) => dates[style] ?? false, epochDays: epochs[calendar] }
}

/** Beside what stands in quotes or brackets it has letters for parts of a moment. */
const isDateCode = (code: string) => /[ymdhs]/i.test(code.replace(/"[^"]*"|\[[^\]]*\]|\\./g, ''))

/** What a cell shows, nearly: numbers as they are stored, moments as ISO has them. */
export function cellText(
  value: string,
  { type, style }: Cell,
  { texts, formats }: { texts: readonly string[]; formats: CellFormats },
): string {
  if (type === 's') return texts[Number(value)] ?? ''
  if (type === 'b') return value === '1' ? 'TRUE' : 'FALSE'
  if (type !== 'n' || value === '' || !formats.isDate(style)) return value
  const days = Number(value)
  return momentText(days, formats.epochDays) ?? value
}

function momentText(days: number, epochDays: number): string | undefined {
  const moment = new Date(Math.round((days - epochDays) * DAY_MS))
  if (Number.isNaN(moment.getTime())) return undefined
  const [date = '', time = ''] = moment.toISOString().slice(0, 19).split('T')
  if (Number.isInteger(days)) return date
  return days > 0 && days < 1 ? time : `${date} ${time}`
}
