import type { Figure } from '../bench/report'
import { atMost, figure, framesDuring, longestOf, openProbe, smoothnessOf, type UiSubject } from './page-probe'

const ROUNDS = 3

/** A run with a long log: how soon its inspector stands, and how its log scrolls. */
export async function measureLongRun(subject: UiSubject): Promise<readonly Figure[]> {
  const opened: number[] = []
  const longest: number[] = []
  const gaps: number[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    const { page, probe } = await openProbe(subject)
    const before = performance.now()
    await page.goto(`${subject.url}/embedded/threads/${subject.longRun.thread_id}/runs/${subject.longRun.id}`)
    await page.getByRole('treegrid').getByRole('row').first().waitFor()
    opened.push(performance.now() - before)
    longest.push(longestOf(await probe.longTasks()))
    gaps.push(...(await framesDuring(page, () => page.mouse.wheel(0, 4_000).then(() => page.waitForTimeout(1_000)))))
    await page.context().close()
  }
  return [
    atMost(1000, figure('A long run: its rows stand', 'ms', opened)),
    figure('A long run: longest task until then', 'ms', longest),
    ...smoothnessOf('A long run, scrolled', gaps),
  ]
}
