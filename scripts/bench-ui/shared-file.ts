import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
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
const PLAYED_MS = 4_000

/** The file of a run with a long log, opened from the disk: how soon it can be read, and how its replay plays. */
export async function measureSharedFile(subject: UiSubject, folder: string): Promise<readonly Figure[]> {
  const file = pathToFileURL(await saveFile(subject, join(folder, 'long-run.html'))).href
  const opened: number[] = []
  const longest: number[] = []
  const gaps: number[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    const { page, probe } = await openProbe(subject)
    opened.push(await untilStands(page, file, { selector: 'h1' }))
    longest.push(longestOf(await probe.longTasks()))
    await page.getByRole('tab', { name: 'Replay' }).click()
    await page.getByRole('button', { name: 'Play', exact: true }).click()
    gaps.push(...(await framesDuring(page, () => page.waitForTimeout(PLAYED_MS))))
    await page.context().close()
  }
  return [
    atMost(1000, figure('The file of a long run, from the disk: stands', 'ms', opened)),
    figure('The file of a long run: longest task until then', 'ms', longest),
    ...smoothnessOf('The file of a long run, replayed', gaps),
  ]
}

async function saveFile(subject: UiSubject, path: string): Promise<string> {
  const { page } = await openProbe(subject)
  await page.goto(`${subject.url}/embedded/threads/${subject.longRun.thread_id}/runs/${subject.longRun.id}`)
  await page.getByRole('button', { name: 'Share as a file…' }).click()
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Save the file', exact: true }).click()
  await (await download).saveAs(path)
  await page.context().close()
  return path
}
