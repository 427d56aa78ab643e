import type { Browser, Page } from 'playwright'
import type { Run } from '@/lib/protocol/run'
import type { Figure, Unit } from '../bench/report'
import { percentile, spreadOf } from '../bench/statistics'

export interface UiSubject {
  readonly browser: Browser
  readonly url: string
  /** Of the bare app. */
  readonly bareUrl: string
  /** A seeded run of an everyday conversation. */
  readonly run: Run
  /** A seeded run with a log of five figures. */
  readonly longRun: Run
  /** A seeded run at the end of a long thread. */
  readonly lateRun: Run
}

/** What a page tells of itself while it is watched. */
export interface Probe {
  /** Pieces of work longer than 50 ms since this was last asked, in milliseconds. */
  longTasks(): Promise<readonly number[]>
  vitals(): Promise<{ readonly firstPaint: number; readonly largestPaint: number; readonly shift: number }>
}

interface Seen {
  readonly tasks: number[]
  largest: number
  shift: number
}

type Entry = PerformanceEntry & { readonly value?: number; readonly hadRecentInput?: boolean }

/** A new page whose work and paints are watched from the start. */
export async function openProbe({ browser }: UiSubject): Promise<{ page: Page; probe: Probe }> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-US' })
  const page = await context.newPage()
  await page.addInitScript(() => {
    const seen: Seen = { tasks: [], largest: 0, shift: 0 }
    // Methods only: the loader that runs this file marks other inner functions with a helper that a page lacks.
    const takers = {
      longtask(entry: Entry) {
        seen.tasks.push(entry.duration)
      },
      'largest-contentful-paint'(entry: Entry) {
        seen.largest = entry.startTime
      },
      'layout-shift'(entry: Entry) {
        seen.shift += entry.hadRecentInput ? 0 : (entry.value ?? 0)
      },
    }
    for (const [type, take] of Object.entries(takers)) {
      new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true })
    }
    Object.assign(window, { seen })
  })
  const probe: Probe = {
    longTasks: () => page.evaluate(() => (window as unknown as { seen: Seen }).seen.tasks.splice(0)),
    vitals: () =>
      page.evaluate(() => {
        const { largest, shift } = (window as unknown as { seen: Seen }).seen
        const firstPaint = performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN
        return { firstPaint, largestPaint: largest, shift }
      }),
  }
  return { page, probe }
}

/**
 * Opens an address. Resolves to the milliseconds until an element that a selector names, with a text of this pattern,
 * is drawn. The page looks for it at each of its frames: Playwright's own waiting asks again after up to half a second.
 */
export async function untilStands(page: Page, url: string, { selector, text = '' }: Sought): Promise<number> {
  const before = performance.now()
  await page.goto(url, { waitUntil: 'commit' })
  const isThere = ([css, pattern]: readonly [string, string]) =>
    [...document.querySelectorAll(css)].some((each) => new RegExp(pattern).test(each.textContent ?? ''))
  await page.waitForFunction(isThere, [selector, text] as const, { polling: 'raf' })
  return performance.now() - before
}

interface Sought {
  readonly selector: string
  readonly text?: string
}

/** The times between the frames that were drawn while `work` went on in the page, in milliseconds. */
export async function framesDuring(page: Page, work: () => Promise<unknown>): Promise<readonly number[]> {
  await page.evaluate(() => {
    const frames = {
      gaps: [] as number[],
      last: performance.now(),
      isOver: false,
      look(now: number) {
        frames.gaps.push(now - frames.last)
        frames.last = now
        if (!frames.isOver) requestAnimationFrame(frames.look)
      },
    }
    Object.assign(window, { frames })
    requestAnimationFrame(frames.look)
  })
  await work()
  return page.evaluate(() => {
    const { frames } = window as unknown as { frames: { gaps: number[]; isOver: boolean } }
    frames.isOver = true
    return frames.gaps.slice(1)
  })
}

/** A frame that came later than this was dropped, or the one before it was. */
const LATE_MS = 34

/** How smooth something was: frames a second in the middle, and the share of those that came late. */
export const smoothnessOf = (what: string, gaps: readonly number[]): readonly Figure[] => [
  figure(`${what}: frames a second, median`, '/s', [1000 / percentile(gaps, 0.5)]),
  figure(`${what}: frames later than ${LATE_MS} ms, in a hundred`, '', [
    (100 * gaps.filter((gap) => gap > LATE_MS).length) / gaps.length,
  ]),
]

export const longestOf = (tasks: readonly number[]) => Math.max(0, ...tasks)
export const sumOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0)

export const figure = (what: string, unit: Unit, values: readonly number[]): Figure => ({
  what,
  unit,
  value: spreadOf(values),
})

/** The figure with the most that it should be. */
export const atMost = (limit: number, measured: Figure): Figure => ({ ...measured, aim: { atMost: limit } })
