import type { Client } from './client'
import { measureDelay } from './event-loop-delay'
import { processorTimeOf } from './process-usage'
import { barePoll, bareStream, pollRun, shapeOf, streamRun } from './run-requests'
import type { Figure } from './report'
import { percentile, spreadOf } from './statistics'

interface Server {
  readonly pid: number
  readonly client: Client
  /** Where its event loop's delay can be asked for. */
  readonly delayUrl: string
}

interface RunsOptions {
  readonly playground: Server & { readonly assistantId: string }
  readonly bare: Server
  readonly rounds: number
}

/** One thing that both servers do, each in its way; tells when its answer began. */
interface Contest {
  readonly what: string
  readonly once: () => Promise<number | undefined>
  readonly bareOnce: () => Promise<number | undefined>
  readonly aim?: Figure['aim']
}

const ALONE = 50
const TOGETHER = 200
const CONCURRENCY = 20

const SDK = '/v1'
const PAGES = '/api/c/embedded/v1'

/** Threads with their runs, and a GET, one at a time and twenty at a time: past Next, and through route handlers. */
export async function measureRuns(options: RunsOptions): Promise<readonly Figure[]> {
  const figures: Figure[] = []
  for (const contest of await contests(options)) figures.push(...(await measureContest(contest, options)))
  return figures
}

async function contests({ playground, bare }: RunsOptions): Promise<readonly Contest[]> {
  const at = (base: string) => ({ ...playground, base })
  const shape = shapeOf((await streamRun(at(SDK))).text)
  const models = await playground.client.send({ path: `${SDK}/models` })
  const streamed = (base: string) => ({
    once: async () => (await streamRun(at(base))).firstByteMs,
    bareOnce: async () => (await bareStream(bare.client, shape)).firstByteMs,
  })
  const got = (base: string) => ({
    once: async () => void (await playground.client.send({ path: `${base}/models` })),
    bareOnce: async () => void (await bare.client.send({ path: `/json?bytes=${models.text.length}` })),
  })
  // The bare app is asked as often as the playground had to be, on the average.
  let [polls, polled] = [0, 0]
  const poll: Pick<Contest, 'once' | 'bareOnce'> = {
    async once() {
      polls += await pollRun(at(SDK))
      polled += 1
      return undefined
    },
    bareOnce: async () => void (await barePoll(bare.client, Math.round(polls / polled))),
  }
  const atLeast = (least: number) => ({ aim: { atLeast: least, isRatio: true } })
  return [
    { what: 'Thread + streamed run', ...streamed(SDK), ...atLeast(1) },
    { what: 'Thread + polled run', ...poll, ...atLeast(1) },
    { what: 'GET /v1/models', ...got(SDK), ...atLeast(3) },
    { what: 'Thread + streamed run, through route handlers', ...streamed(PAGES) },
    { what: 'GET /v1/models, through route handlers', ...got(PAGES) },
  ]
}

async function measureContest(contest: Contest, { playground, bare, rounds }: RunsOptions) {
  const { what, once, bareOnce, aim } = contest
  await measureRound(playground, once)
  await measureRound(bare, bareOnce)
  const ours: Round[] = []
  const theirs: Round[] = []
  for (let round = 0; round < rounds; round += 1) {
    ours.push(await measureRound(playground, once))
    theirs.push(await measureRound(bare, bareOnce))
  }
  const both = (read: (round: Round) => number) => ({
    value: spreadOf(ours.map(read)),
    bare: spreadOf(theirs.map(read)),
  })
  const figures: Figure[] = [
    { what: `${what}, one at a time`, unit: '/s', ...both(({ alone }) => alone) },
    { what: `${what}, ${CONCURRENCY} at a time`, unit: '/s', ...both(({ together }) => together), ...(aim && { aim }) },
  ]
  if (ours.every(({ firstEvent }) => firstEvent.length > 0)) {
    const first = (share: number) => both(({ firstEvent }) => percentile(firstEvent, share))
    const soon = { aim: { atMost: 1.5, isRatio: true } }
    figures.push({ what: `${what}, one at a time: first event, p50`, unit: 'ms', ...first(0.5), ...soon })
    figures.push({ what: `${what}, one at a time: first event, p95`, unit: 'ms', ...first(0.95) })
  }
  const delays = both(({ delayMs }) => delayMs)
  figures.push({ what: `${what}, ${CONCURRENCY} at a time: event loop's delay, p99`, unit: 'ms', ...delays })
  return [...figures, ...processorFigure(what, ours, theirs)]
}

interface Round {
  /** When the answers that were asked for alone began, in milliseconds. */
  readonly firstEvent: readonly number[]
  readonly alone: number
  readonly together: number
  readonly delayMs: number
  readonly processorMs: number | undefined
}

async function measureRound({ pid, delayUrl }: Server, once: Contest['once']): Promise<Round> {
  const firstEvent: number[] = []
  const alone = await perSecond(ALONE, async () => {
    for (let count = 0; count < ALONE; count += 1) {
      const first = await once()
      if (first !== undefined) firstEvent.push(first)
    }
  })
  const before = processorTimeOf(pid)
  let left = TOGETHER
  const worker = async () => {
    while (left-- > 0) await once()
  }
  const work = () => perSecond(TOGETHER, () => Promise.all(Array.from({ length: CONCURRENCY }, worker)))
  const { result: together, p99Ms } = await measureDelay(delayUrl, work)
  const after = processorTimeOf(pid)
  const processorMs = before === undefined || after === undefined ? undefined : (after - before) / TOGETHER
  return { firstEvent, alone, together, delayMs: p99Ms, processorMs }
}

async function perSecond(count: number, work: () => Promise<unknown>) {
  const startedAt = performance.now()
  await work()
  return (count * 1000) / (performance.now() - startedAt)
}

/** The one figure that other work on the same machine hardly changes; only some systems tell it. */
function processorFigure(of: string, ours: readonly Round[], theirs: readonly Round[]): readonly Figure[] {
  const known = (rounds: readonly Round[]) => rounds.flatMap(({ processorMs }) => processorMs ?? [])
  if (known(ours).length === 0) return []
  const what = `${of}, ${CONCURRENCY} at a time: the server's processor time for one`
  return [{ what, unit: 'ms', value: spreadOf(known(ours)), bare: spreadOf(known(theirs)) }]
}
