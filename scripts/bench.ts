// `npm run bench`: measures the production server and, beside it in the same run, a bare Next app; or the parts of that
// which are named, as in `npm run bench -- runs`. It asserts nothing: it prints a table. docs/benchmarks.md says how to
// read it. Nothing leaves the loopback address.
import { setTimeout as wait } from 'node:timers/promises'
import { measureImport } from './bench/import'
import { measureInstances } from './bench/instances'
import { measureLists } from './bench/lists'
import { machineLine } from './bench/machine'
import { measureWeights } from './bench/page-weights'
import { memoryOf, peakMemoryDuring } from './bench/process-usage'
import { measureProxiedStreams } from './bench/proxied-streams'
import { tableOf, type Figure } from './bench/report'
import { measureRetrieval } from './bench/retrieval'
import { measurePython } from './bench/python'
import { measureRuns } from './bench/runs'
import { spreadOf } from './bench/statistics'
import { withSubjects, type Subjects } from './bench/subjects'
import { measureWatchers } from './bench/watchers'

const ROUNDS = 5
/** Long enough for what a start leaves behind to be collected, and for threads that nobody needs to end. */
const REST_MS = 15_000

const say = (line: string) => console.error(line)

const memoryFigure = (what: string, [value, bare]: readonly (number | undefined)[], atMost: number): Figure => ({
  what,
  unit: 'MB',
  value: value === undefined ? undefined : spreadOf([value]),
  ...(bare !== undefined && { bare: spreadOf([bare]) }),
  aim: { atMost },
})

/** Those that start what they measure by themselves. */
const alone: Readonly<Record<string, () => Promise<readonly Figure[]>>> = {
  import: measureImport,
  retrieval: measureRetrieval,
  python: measurePython,
  instances: measureInstances,
}

const parts: Readonly<Record<string, (subjects: Subjects) => Promise<readonly Figure[]>>> = {
  async pages({ small, bare }) {
    const weights = await measureWeights({ playground: small, bare: bare.client })
    await wait(REST_MS)
    const atRest = [small, bare].map(({ pid }) => memoryOf(pid))
    return [memoryFigure('Memory at rest, after every page was shown once', atRest, 200), ...weights]
  },

  async runs({ small, bare }) {
    const measuring = () => measureRuns({ playground: small, bare, rounds: ROUNDS })
    const { figures, peaks } = await bothPeaks(small.pid, bare.pid, measuring)
    return [...figures, memoryFigure('Memory, peak during the runs', peaks, 400)]
  },

  proxy: ({ bare }) => measureProxiedStreams({ bare: bare.client, rounds: ROUNDS }),

  lists: async ({ small, large, bare }) =>
    measureLists({ small, large: await large(), bare: bare.client, rounds: ROUNDS }),

  async watchers({ large, bare }) {
    const playground = await large()
    const watching = () => measureWatchers({ playground, bare: bare.client, rounds: ROUNDS })
    const { figures, peaks } = await bothPeaks(playground.pid, bare.pid, watching)
    return [...figures, memoryFigure('Memory, peak with the watchers and 100,000 threads', peaks, 400)]
  },
}

async function bothPeaks(pid: number, barePid: number, work: () => Promise<readonly Figure[]>) {
  const outer = await peakMemoryDuring(barePid, () => peakMemoryDuring(pid, work))
  return { figures: outer.result.result, peaks: [outer.result.peak, outer.peak] }
}

const named = process.argv.slice(2)
const all = { ...parts, ...alone }
const unknown = named.filter((name) => !(name in all))
if (unknown.length > 0) {
  throw new Error(`There is no part ${unknown.join(', ')}. The parts are: ${Object.keys(all).join(' ')}.`)
}
const isWanted = (name: string) => named.length === 0 || named.includes(name)
const machine = machineLine()
const figures: Figure[] = []

async function measure(name: string, work: () => Promise<readonly Figure[]>) {
  if (!isWanted(name)) return
  say(`Measuring: ${name}.`)
  figures.push(...(await work()))
}

if (Object.keys(parts).some(isWanted)) {
  await withSubjects(say, async (subjects) => {
    for (const [name, work] of Object.entries(parts)) await measure(name, () => work(subjects))
  })
}
for (const [name, work] of Object.entries(alone)) await measure(name, work)
console.log(`${machine}\n\n${tableOf(figures)}`)
