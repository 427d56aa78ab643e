import type { Client } from './client'
import type { Figure } from './report'
import { seededThreadId } from './seed'
import { percentile, spreadOf, type Spread } from './statistics'

interface ListsOptions {
  readonly small: { readonly client: Client; readonly threads: number }
  readonly large: { readonly client: Client; readonly threads: number }
  readonly bare: Client
  readonly rounds: number
}

const REQUESTS = 100

const lists = [
  { what: 'Threads page, first', path: () => '/api/connections/embedded/threads', aim: { atMost: 1.5 } },
  {
    what: 'Threads page, from the middle',
    path: (threads: number) => `/api/connections/embedded/threads?after=${seededThreadId(Math.floor(threads / 2))}`,
    aim: { atMost: 1.5 },
  },
  { what: 'GET /v1/threads', path: () => '/v1/threads', aim: { atMost: 1.5 } },
  { what: 'Runs page, first', path: () => '/api/connections/embedded/runs', aim: { atMost: 1.5 } },
  { what: 'Runs page, by tokens', path: () => '/api/connections/embedded/runs?sort=tokens', aim: { atMost: 1.5 } },
  { what: 'Runs counted by status', path: () => '/api/connections/embedded/run-counts', aim: { atMost: 1.5 } },
  { what: 'Words in messages, none found', path: () => '/api/connections/embedded/messages?q=nowhere' },
  { what: 'Threads page, search without a match', path: () => '/api/connections/embedded/threads?q=nowhere' },
] as const

/** The lists at two sizes, request by request in turn, so that whatever disturbs the machine disturbs both. */
export async function measureLists(options: ListsOptions): Promise<readonly Figure[]> {
  const figures: Figure[] = []
  for (const list of lists) figures.push(...(await measureList(list, options)))
  return figures
}

async function measureList(list: (typeof lists)[number], { small, large, bare, rounds }: ListsOptions) {
  const answer = await small.client.send({ path: list.path(small.threads) })
  const bareAnswer = { path: `/json?bytes=${answer.text.length}` }
  const subjects = [
    () => small.client.send({ path: list.path(small.threads) }),
    () => large.client.send({ path: list.path(large.threads) }),
    () => bare.send(bareAnswer),
  ]
  const medians: number[][] = []
  for (let round = -1; round < rounds; round += 1) {
    const times: number[][] = subjects.map(() => [])
    for (let count = 0; count < REQUESTS; count += 1) {
      for (const [index, once] of subjects.entries()) times[index]?.push((await once()).totalMs)
    }
    // The round before the first only warms up.
    if (round >= 0) medians.push(times.map((each) => percentile(each, 0.5)))
  }
  const spread = (read: (round: readonly number[]) => number): Spread => spreadOf(medians.map(read))
  const at = (threads: number) => `${list.what}, ${threads.toLocaleString('en')} threads`
  const atBare = spread(([, , ms = 0]) => ms)
  return [
    { what: at(small.threads), unit: 'ms', value: spread(([ms = 0]) => ms), bare: atBare },
    { what: at(large.threads), unit: 'ms', value: spread(([, ms = 0]) => ms), bare: atBare },
    {
      what: `${list.what}, large to small`,
      unit: '×',
      value: spread(([few = 0, many = 0]) => many / few),
      ...('aim' in list && { aim: list.aim }),
    },
  ] as const satisfies readonly Figure[]
}
