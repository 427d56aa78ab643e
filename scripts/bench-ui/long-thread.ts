import type { Page } from 'playwright'
import type { Figure } from '../bench/report'
import { figure, framesDuring, longestOf, openProbe, smoothnessOf, untilStands, type UiSubject } from './page-probe'

const BOX = '[data-scrolls]'

/** A long thread: how soon it stands, what loading all of it costs, and how it scrolls then. */
export async function measureLongThread(subject: UiSubject, messages: number): Promise<readonly Figure[]> {
  const { page, probe } = await openProbe(subject)
  const url = `${subject.url}/embedded/threads/${subject.lateRun.thread_id}`
  const opened = await untilStands(page, url, { selector: 'article' })
  await loadAll(page, messages)
  const whileLoading = await probe.longTasks()
  const gaps = await framesDuring(page, () => scrollDown(page))
  const whileScrolling = await probe.longTasks()
  await page.context().close()
  const what = `A thread of ${messages.toLocaleString('en')} messages`
  return [
    figure(`${what}: stands`, 'ms', [opened]),
    figure(`${what}: longest task while all is loaded`, 'ms', [longestOf(whileLoading)]),
    figure(`${what}: longest task while it is scrolled`, 'ms', [longestOf(whileScrolling)]),
    ...smoothnessOf(`${what}, scrolled`, gaps),
  ]
}

async function loadAll(page: Page, messages: number) {
  while ((await page.getByRole('article').count()) < messages) {
    await page.locator(BOX).evaluate((box) => box.scrollTo({ top: -box.scrollHeight }))
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)))
  }
}

/** For five seconds, a screen every eight frames. */
const scrollDown = (page: Page) =>
  page.locator(BOX).evaluate(async (box) => {
    for (const end = performance.now() + 5_000; performance.now() < end;) {
      box.scrollBy({ top: 100 })
      await new Promise((resolve) => requestAnimationFrame(resolve))
    }
  })
