// The times that a list of threads can be filtered by, as they stand in the address. Days are the reader's.

export const timeKinds = ['used', 'created'] as const
export type TimeKind = (typeof timeKinds)[number]

/** How many days each covers, today included. */
const presetDays = { today: 1, '7d': 7, '30d': 30 } as const
export const timePresets = Object.keys(presetDays) as readonly (keyof typeof presetDays)[]

/** Stands between two dates of which either may be missing: `2026-01-01..2026-01-31`. */
const BETWEEN = '..'

/** What is chosen: nothing, a preset, or two dates, as `<input type="date">` writes them. */
export function timeOf(param: string) {
  const preset = timePresets.find((each) => each === param)
  if (preset) return { preset }
  if (!param.includes(BETWEEN)) return {}
  const [first = '', last = ''] = param.split(BETWEEN)
  return { first, last }
}

export const datesParam = (first: string, last: string) => `${first}${BETWEEN}${last}`

/** In Unix milliseconds: from the first moment on, and before the other; each may be missing. */
export function rangeOf(param: string, nowMs: number): { readonly from?: number; readonly before?: number } {
  const { preset, first = '', last = '' } = timeOf(param)
  if (preset) return { from: dayOf(nowMs, 1 - presetDays[preset]) }
  const [from, end] = [dateOf(first), dateOf(last)]
  return {
    ...(from !== undefined && { from }),
    ...(end !== undefined && { before: dayOf(end, 1) }),
  }
}

/** When the day begins that lies so many days after a moment's. Days are not all of one length. */
export function dayOf(ms: number, days = 0): number {
  const day = new Date(ms)
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() + days).getTime()
}

function dateOf(text: string): number | undefined {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? []
  if (day === undefined) return undefined
  const ms = new Date(Number(year), Number(month) - 1, Number(day)).getTime()
  return Number.isNaN(ms) ? undefined : ms
}
