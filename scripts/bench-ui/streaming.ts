import { createClient } from '../bench/client'
import type { Figure } from '../bench/report'
import { createAssistant, createRun } from '../bench/run-requests'
import { atMost, figure, framesDuring, longestOf, openProbe, smoothnessOf, type UiSubject } from './page-probe'

const SECONDS = 30
/** At the pace of the server this is written for longer than it is watched. */
const REQUEST = 'Write an essay of 9000 words about the history of shipping.'

/** What 200 tokens a second must at least come to, in characters. */
const MIN_GROWTH = SECONDS * 200

/** A page that watches an answer grow by 200 tokens a second. */
export async function measureStreaming(subject: UiSubject): Promise<readonly Figure[]> {
  const client = createClient(subject.url)
  const run = await createRun(client, await createAssistant(client), REQUEST)
  const figures: Figure[] = []
  const { page, probe } = await openProbe(subject)
  await page.goto(`${subject.url}/embedded/threads/${run.thread_id}`)
  await page.getByRole('article').last().waitFor()
  await probe.longTasks()
  const session = await page.context().newCDPSession(page)
  const heap = async () => {
    await session.send('HeapProfiler.collectGarbage')
    return (await session.send('Runtime.getHeapUsage')).usedSize / 1e6
  }
  const before = await heap()
  const words = () => page.getByRole('article').last().innerText()
  const wordsBefore = (await words()).length
  const gaps = await framesDuring(page, () => page.waitForTimeout(SECONDS * 1000))
  const longest = longestOf(await probe.longTasks())
  const grown = (await words()).length - wordsBefore
  if (grown < MIN_GROWTH) throw new Error(`The answer grew by ${grown} characters only: nothing was measured.`)
  figures.push(
    atMost(100, figure(`${SECONDS} s of streaming: longest task`, 'ms', [longest])),
    ...smoothnessOf(`${SECONDS} s of streaming`, gaps),
    figure(`${SECONDS} s of streaming: memory grows by`, 'MB', [Math.max(0, (await heap()) - before)]),
  )
  await page.context().close()
  return figures
}
