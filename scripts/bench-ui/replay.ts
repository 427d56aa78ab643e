import type { Page } from 'playwright'
import type { Figure } from '../bench/report'
import { figure, framesDuring, longestOf, openProbe, smoothnessOf, untilStands, type UiSubject } from './page-probe'

const ROUNDS = 3
const PLAYED_MS = 4_000
const SPEEDS = ['1', '8'] as const
type Speed = (typeof SPEEDS)[number]

/** A run with a long log: how soon its replay stands, how it plays at two speeds, and what a jump costs. */
export async function measureReplay(subject: UiSubject): Promise<readonly Figure[]> {
  const opened: number[] = []
  const jumps: number[] = []
  const longest: number[] = []
  const gaps: Record<Speed, number[]> = { '1': [], '8': [] }
  for (let round = 0; round < ROUNDS; round += 1) {
    const { page, probe } = await openProbe(subject)
    const { id, thread_id: thread } = subject.longRun
    const url = `${subject.url}/embedded/threads/${thread}/replay?run=${id}`
    opened.push(await untilStands(page, url, { selector: 'input[type=range]' }))
    jumps.push(...(await jump(page)))
    await probe.longTasks()
    for (const speed of SPEEDS) {
      await page.keyboard.press('Home')
      await page.getByRole('combobox').selectOption(speed)
      await page.keyboard.press('Space')
      gaps[speed].push(...(await framesDuring(page, () => page.waitForTimeout(PLAYED_MS))))
      await page.keyboard.press('Space')
    }
    longest.push(longestOf(await probe.longTasks()))
    await page.context().close()
  }
  return [
    figure('A long run: its replay stands', 'ms', opened),
    figure('A replay of a long run: from a jump to the next frame', 'ms', jumps),
    ...SPEEDS.flatMap((speed) => smoothnessOf(`A replay of a long run at ${speed} ×`, gaps[speed])),
    figure('A replay of a long run: longest task while it plays', 'ms', longest),
  ]
}

/** Goes to places all over the bar, and measures until the frame after each is drawn. */
const jump = (page: Page) =>
  page.getByRole('slider').evaluate(async (slider) => {
    const input = slider as HTMLInputElement
    const took: number[] = []
    for (const share of [0.9, 0.1, 0.5, 0.75, 0.25]) {
      const before = performance.now()
      input.value = String(Number(input.max) * share)
      input.dispatchEvent(new Event('input', { bubbles: true }))
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)))
      took.push(performance.now() - before)
    }
    return took
  })
