// `npm run bench`: measures the production server and, beside it in the same run, a bare Next app. It asserts nothing:
// it prints a table. docs/benchmarks.md says how to read it. Nothing leaves the loopback address.
import { setTimeout as wait } from 'node:timers/promises'
import { measureLists } from './bench/lists'
import { machineLine } from './bench/machine'
import { measureWeights } from './bench/page-weights'
import { memoryOf, peakMemoryDuring } from './bench/process-usage'
import { tableOf, type Figure } from './bench/report'
import { measureRuns } from './bench/runs'
import { spreadOf } from './bench/statistics'
import { withSubjects, type Subjects } from './bench/subjects'
import { measureWatchers } from './bench/watchers'

const ROUNDS = 5
/** Long enough for what a start leaves behind to be collected. */
const REST_MS = 3_000

const say = (line: string) => console.error(line)

const memoryFigure = (what: string, [value, bare]: readonly (number | undefined)[], atMost: number): Figure => ({
  what,
  unit: 'MB',
  value: value === undefined ? undefined : spreadOf([value]),
  ...(bare !== undefined && { bare: spreadOf([bare]) }),
  aim: { atMost },
})

async function measure({ small, large, bare }: Subjects): Promise<readonly Figure[]> {
  say('Measuring: the weight of the pages.')
  const weights = await measureWeights({ playground: small, bare: bare.client })
  await wait(REST_MS)
  const atRest = [small, bare].map(({ pid }) => memoryOf(pid))

  say('Measuring: runs.')
  const underRuns = await bothPeaks(small.pid, bare.pid, () => measureRuns({ playground: small, bare, rounds: ROUNDS }))
  say('Measuring: lists.')
  const lists = await measureLists({ small, large, bare: bare.client, rounds: ROUNDS })
  say('Measuring: watchers.')
  const watching = () => measureWatchers({ playground: large, bare: bare.client, rounds: ROUNDS })
  const underWatchers = await bothPeaks(large.pid, bare.pid, watching)
  return [
    ...underRuns.figures,
    ...lists,
    ...underWatchers.figures,
    memoryFigure('Memory at rest, after every page was shown once', atRest, 200),
    memoryFigure('Memory, peak during the runs', underRuns.peaks, 400),
    memoryFigure('Memory, peak with the watchers and 100,000 threads', underWatchers.peaks, 400),
    ...weights,
  ]
}

async function bothPeaks(pid: number, barePid: number, work: () => Promise<readonly Figure[]>) {
  const outer = await peakMemoryDuring(barePid, () => peakMemoryDuring(pid, work))
  return { figures: outer.result.result, peaks: [outer.result.peak, outer.peak] }
}

const machine = machineLine()
await withSubjects(say, async (subjects) => {
  const figures = await measure(subjects)
  console.log(`${machine}\n\n${tableOf(figures)}`)
})
