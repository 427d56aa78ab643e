import { gzipSync } from 'node:zlib'
import type { Page } from 'playwright'
import type { Figure, Unit } from '../bench/report'
import { spreadOf } from '../bench/statistics'
import { atMost, figure, openProbe, sumOf, type UiSubject } from './page-probe'

const ROUNDS = 3
/** As slow as a phone of the middle class. */
const THROTTLE = 4

/** What each page costs to load with an empty cache on a slow processor. */
export async function measureLoads(subject: UiSubject): Promise<readonly Figure[]> {
  const { thread_id: thread, id } = subject.run
  const pages = [
    { what: 'Overview', path: '/embedded', kilobytes: 175 },
    { what: 'Assistants', path: '/embedded/assistants', kilobytes: 175 },
    { what: 'Threads', path: '/embedded/threads', kilobytes: 175 },
    { what: 'Runs', path: '/embedded/runs', kilobytes: 175 },
    { what: 'Thread', path: `/embedded/threads/${thread}`, kilobytes: 200 },
    { what: 'Run', path: `/embedded/threads/${thread}/runs/${id}`, kilobytes: 200 },
  ]
  const figures: Figure[] = []
  for (const { what, path, kilobytes } of pages) {
    const rounds: Load[] = []
    const bare: Load[] = []
    for (let round = 0; round < ROUNDS; round += 1) {
      rounds.push(await load(subject, `${subject.url}${path}`))
      bare.push(await load(subject, subject.bareUrl))
    }
    figures.push(...figuresOf(what, { rounds, bare }, kilobytes))
  }
  return figures
}

interface Loads {
  readonly rounds: readonly Load[]
  readonly bare: readonly Load[]
}

function figuresOf(what: string, { rounds, bare }: Loads, kilobytes: number): readonly Figure[] {
  const part = (loads: readonly Load[], name: keyof Load) => loads.map((each) => each[name])
  const measured = (name: string, unit: Unit, key: keyof Load): Figure => ({
    ...figure(`${what}: ${name}`, unit, part(rounds, key)),
    bare: spreadOf(part(bare, key)),
  })
  return [
    atMost(kilobytes, measured('JS and CSS, gzipped, with what comes behind', 'kB', 'kilobytes')),
    atMost(15, measured('requests, with what comes behind', '', 'requests')),
    measured('first contentful paint', 'ms', 'firstPaint'),
    atMost(1000, measured('largest contentful paint', 'ms', 'largestPaint')),
    atMost(400, measured('long tasks together', 'ms', 'work')),
    measured('processor time of the main thread', 'ms', 'processor'),
    atMost(0.02, measured('layout shift', '', 'shift')),
  ]
}

interface Load {
  readonly kilobytes: number
  readonly requests: number
  readonly firstPaint: number
  readonly largestPaint: number
  readonly shift: number
  readonly work: number
  /** Of the main thread, whatever else the machine does; at a quarter of the speed it counts fourfold. */
  readonly processor: number
}

async function load(subject: UiSubject, url: string): Promise<Load> {
  const { page, probe } = await openProbe(subject)
  const session = await page.context().newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate: THROTTLE })
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  const count = countRequests(page)
  // A page of the playground lives when it listens for changes; what it does first is done when it is idle after that.
  const isAlive = url.startsWith(subject.url) && page.waitForResponse(/\/changes$/)
  await Promise.all([isAlive, page.goto(url)])
  await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve, { timeout: 10_000 })))
  const [vitals, tasks, weight] = await Promise.all([probe.vitals(), probe.longTasks(), count()])
  const { metrics } = await session.send('Performance.getMetrics')
  const processor = 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN)
  await page.context().close()
  return { ...vitals, ...weight, work: sumOf(tasks), processor }
}

function countRequests(page: Page) {
  let requests = 0
  const bodies: Promise<number>[] = []
  page.on('request', () => (requests += 1))
  page.on('response', (response) => {
    if (['script', 'stylesheet'].includes(response.request().resourceType())) {
      bodies.push(response.body().then((body) => gzipSync(body, { level: 6 }).length))
    }
  })
  return async () => ({ kilobytes: sumOf(await Promise.all(bodies)) / 1000, requests })
}
