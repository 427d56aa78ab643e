import type { Locator } from 'playwright'
import type { Figure } from '../bench/report'
import {
  atMost,
  figure,
  framesDuring,
  longestOf,
  openProbe,
  smoothnessOf,
  untilStands,
  type UiSubject,
} from './page-probe'

const ROUNDS = 3

/** A run with a long log: how soon its inspector stands with the whole log, and how the log scrolls. */
export async function measureLongRun(subject: UiSubject): Promise<readonly Figure[]> {
  const opened: number[] = []
  const longest: number[] = []
  const gaps: number[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    const { page, probe } = await openProbe(subject)
    const url = `${subject.url}/embedded/threads/${subject.longRun.thread_id}/runs/${subject.longRun.id}?log=open`
    // The choice of kinds counts the events as they come in; the rows stand before.
    opened.push(await untilStands(page, url, { selector: '[role=group]', text: String.raw`\d{2},\d{3}` }))
    longest.push(longestOf(await probe.longTasks()))
    gaps.push(...(await framesDuring(page, () => scroll(page.getByRole('listbox').first()))))
    await page.context().close()
  }
  return [
    atMost(1000, figure('A long run: its rows and its whole log stand', 'ms', opened)),
    figure('A long run: longest task until then', 'ms', longest),
    ...smoothnessOf('A long log, scrolled', gaps),
  ]
}

/** For three seconds, some ten lines a frame. */
const scroll = (list: Locator) =>
  list.evaluate(async (box) => {
    for (const end = performance.now() + 3_000; performance.now() < end;) {
      box.scrollBy({ top: 300 })
      await new Promise((resolve) => requestAnimationFrame(resolve))
    }
  })
