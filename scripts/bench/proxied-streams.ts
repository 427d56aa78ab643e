// A run's stream through a connection's proxy, beside the same upstream asked directly and beside a bare route handler
// that pipes it.
import { fileURLToPath } from 'node:url'
import { startServer, type RunningServer } from '@/lib/server/testing/start-server'
import { createClient, type Client } from './client'
import type { Figure } from './report'
import { percentile, spreadOf } from './statistics'

interface ProxyOptions {
  readonly bare: Client
  readonly rounds: number
}

/** A stream of a quick model takes half a second, and one without pauses a few milliseconds. */
const contests = [
  { kind: 'paced', together: 1, streams: 5 },
  { kind: 'paced', together: 50, streams: 100 },
  { kind: 'hasty', together: 1, streams: 60 },
  { kind: 'hasty', together: 50, streams: 60 },
] as const
type Contest = (typeof contests)[number]

const program = (name: string) => ['--import', 'tsx', fileURLToPath(new URL(name, import.meta.url))]

type Ask = (thread: string) => ReturnType<Client['send']>

export async function measureProxiedStreams({ bare, rounds }: ProxyOptions): Promise<readonly Figure[]> {
  const servers: RunningServer[] = []
  const start = async (name: string, env: Record<string, string> = {}) => {
    const server = await startServer({ args: program(name), env })
    servers.push(server)
    return server.url
  }
  try {
    const upstream = await start('./run-stream-server.ts')
    const recording = await start('./proxy-server.ts', { UPSTREAM: upstream })
    const passing = await start('./proxy-server.ts', { UPSTREAM: upstream, RECORDING: 'off' })
    const body = { assistant_id: 'asst_1', stream: true }
    const at = (client: Client, pathOf: (thread: string) => string): Ask => {
      return (thread) => client.send({ method: 'POST', path: pathOf(thread), body })
    }
    const runsOf = (thread: string) => `/v1/threads/${thread}/runs`
    const ways = {
      direct: at(createClient(upstream), runsOf),
      recording: at(createClient(recording), (thread) => `/c/other${runsOf(thread)}`),
      passing: at(createClient(passing), (thread) => `/c/other${runsOf(thread)}`),
      bare: at(bare, (thread) => `/pipe?url=${encodeURIComponent(upstream + runsOf(thread))}`),
    }
    const figures: Figure[] = []
    for (const contest of contests) figures.push(...(await measured(ways, contest, rounds)))
    return figures
  } finally {
    await Promise.all(servers.map((server) => server.stop()))
  }
}

type Ways = Readonly<Record<'direct' | 'recording' | 'passing' | 'bare', Ask>>

interface Round {
  readonly firstByteMs: number
  readonly eventsPerSecond: number
}

async function measured(ways: Ways, contest: Contest, rounds: number): Promise<Figure[]> {
  const { kind, together } = contest
  const taken = new Map<string, Round[]>()
  // In turns, so that what else the machine does falls on all of them.
  for (let round = -1; round < rounds; round += 1) {
    for (const [name, ask] of Object.entries(ways)) {
      // The first round is not counted: in it the proxy takes in the threads, which were not begun through it.
      const figures = await measureRound(ask, contest, `${kind}_${name}_${together}`)
      if (round >= 0) taken.set(name, [...(taken.get(name) ?? []), figures])
    }
  }
  const of = (name: keyof Ways, read: (round: Round) => number) => spreadOf((taken.get(name) ?? []).map(read))
  const first = ({ firstByteMs }: Round) => firstByteMs
  const events = ({ eventsPerSecond }: Round) => eventsPerSecond
  const what = (text: string) => `Proxied stream, ${kind}, ${together} at a time: ${text}`
  const ratios = (taken.get('recording') ?? []).map(
    (round, index) => (taken.get('passing')?.[index]?.eventsPerSecond ?? 0) / round.eventsPerSecond,
  )
  return [
    {
      what: what('first byte, p50'),
      unit: 'ms',
      value: of('recording', first),
      bare: of('bare', first),
      aim: { atMost: 1.3, isRatio: true },
    },
    {
      what: what('events'),
      unit: '/s',
      value: of('recording', events),
      bare: of('bare', events),
      aim: { atLeast: 0.8, isRatio: true },
    },
    { what: what('time with recording to time without'), unit: '×', value: spreadOf(ratios), aim: { atMost: 1.15 } },
    { what: what('first byte of the upstream itself, p50'), unit: 'ms', value: of('direct', first) },
    { what: what('events of the upstream itself'), unit: '/s', value: of('direct', events) },
  ]
}

async function measureRound(ask: Ask, { together, streams }: Contest, name: string): Promise<Round> {
  const firsts: number[] = []
  let events = 0
  let left: number = streams
  const startedAt = performance.now()
  const worker = async (worker: number) => {
    while (left-- > 0) {
      const { firstByteMs, text } = await ask(`${name}_${worker}`)
      if (!text.endsWith('data: [DONE]\n\n')) throw new Error('A stream was not passed on to its end.')
      firsts.push(firstByteMs)
      events += text.split('\n\n').length - 1
    }
  }
  await Promise.all(Array.from({ length: together }, (_, index) => worker(index)))
  const seconds = (performance.now() - startedAt) / 1000
  return { firstByteMs: percentile(firsts, 0.5), eventsPerSecond: events / seconds }
}
