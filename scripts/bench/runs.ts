import type { Client } from './client'
import { processorTimeOf } from './process-usage'
import { bareStream, shapeOf, streamRun } from './run-requests'
import type { Figure } from './report'
import { percentile, spreadOf } from './statistics'

interface Subject {
  readonly pid: number
  readonly once: () => Promise<{ readonly firstByteMs: number }>
}

interface RunsOptions {
  readonly playground: { readonly client: Client; readonly pid: number; readonly assistantId: string }
  readonly bare: { readonly client: Client; readonly pid: number }
  readonly rounds: number
}

const ALONE = 100
const TOGETHER = 400
const CONCURRENCY = 20

/** Streamed runs, one at a time and twenty at a time: how soon they begin and how many come to their end. */
export async function measureRuns({ playground, bare, rounds }: RunsOptions): Promise<readonly Figure[]> {
  const shape = shapeOf((await streamRun(playground.client, playground.assistantId)).text)
  const subject: Subject = { ...playground, once: () => streamRun(playground.client, playground.assistantId) }
  const beside: Subject = { ...bare, once: () => bare.client.send(bareStream(shape)) }
  for (const each of [subject, beside]) await measureRound(each)

  const runs: Round[] = []
  const streams: Round[] = []
  for (let round = 0; round < rounds; round += 1) {
    runs.push(await measureRound(subject))
    streams.push(await measureRound(beside))
  }
  const both = (read: (round: Round) => number) => ({
    value: spreadOf(runs.map(read)),
    bare: spreadOf(streams.map(read)),
  })
  const first = (share: number) => both(({ firstEvent }) => percentile(firstEvent, share))
  return [
    { what: 'First event of a streamed run, p50', unit: 'ms', ...first(0.5), aim: { atMost: 10 } },
    { what: 'First event of a streamed run, p95', unit: 'ms', ...first(0.95) },
    { what: 'Runs to completion, one at a time', unit: '/s', ...both(({ alone }) => alone), aim: { atLeast: 50 } },
    {
      what: `Runs to completion, ${CONCURRENCY} at a time`,
      unit: '/s',
      ...both(({ together }) => together),
      aim: { atLeast: 310 },
    },
    ...processorFigure(runs, streams),
  ]
}

interface Round {
  readonly firstEvent: readonly number[]
  readonly alone: number
  readonly together: number
  readonly processorMs: number | undefined
}

async function measureRound({ pid, once }: Subject): Promise<Round> {
  const firstEvent: number[] = []
  const alone = await perSecond(ALONE, async () => {
    for (let count = 0; count < ALONE; count += 1) firstEvent.push((await once()).firstByteMs)
  })
  const before = processorTimeOf(pid)
  let left = TOGETHER
  const worker = async () => {
    while (left-- > 0) await once()
  }
  const together = await perSecond(TOGETHER, () => Promise.all(Array.from({ length: CONCURRENCY }, worker)))
  const after = processorTimeOf(pid)
  const processorMs = before === undefined || after === undefined ? undefined : (after - before) / TOGETHER
  return { firstEvent, alone, together, processorMs }
}

async function perSecond(count: number, work: () => Promise<unknown>) {
  const startedAt = performance.now()
  await work()
  return (count * 1000) / (performance.now() - startedAt)
}

/** The one figure that other work on the same machine hardly changes; only some systems tell it. */
function processorFigure(runs: readonly Round[], streams: readonly Round[]): readonly Figure[] {
  const known = (rounds: readonly Round[]) => rounds.flatMap(({ processorMs }) => processorMs ?? [])
  if (known(runs).length === 0) return []
  const what = `Server processor time of a run, ${CONCURRENCY} at a time`
  return [{ what, unit: 'ms', value: spreadOf(known(runs)), bare: spreadOf(known(streams)) }]
}
