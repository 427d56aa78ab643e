// Whether the process lives, and whether it takes work: for whoever starts it again, and whoever sends it requests.
import type { ServerResponse } from 'node:http'
import { within } from './within'

/** Why no work is taken. */
export type NotReady = 'starting' | 'draining' | 'database'

const ANSWER_MS = 2_000

/** An answer of the database counts for so long: whoever asks often costs it nothing. */
const FRESH_MS = 1_000

/** The same of a bucket, where each question is paid for. */
const FILES_FRESH_MS = 10_000

const RETRY_SECONDS = 2

/** What is told beside: nothing that another instance would do better. */
export type Warning = 'data_over_quota' | 'files_unreachable'

export interface HealthOptions {
  readonly clock: () => number
  /** Throws, or takes too long, where the database cannot be asked. */
  readonly ping: () => Promise<unknown>
  /** The same of what has the bytes of files, where that is by itself. Other requests go on without. */
  readonly pingFiles?: (() => Promise<unknown>) | undefined
  readonly warnings: () => readonly Warning[]
}

export function createHealth(clock: () => number) {
  let state: 'starting' | 'draining' | HealthOptions = 'starting'
  const asksDatabase = remembering(clock, FRESH_MS)
  const asksFiles = remembering(clock, FILES_FRESH_MS)

  async function whyNot(): Promise<NotReady | undefined> {
    if (typeof state === 'string') return state
    return (await asksDatabase(state.ping)) ? undefined : 'database'
  }

  async function warningsOf({ pingFiles, warnings }: HealthOptions): Promise<readonly Warning[]> {
    const isReached = !pingFiles || (await asksFiles(pingFiles))
    return [...warnings(), ...(isReached ? [] : ['files_unreachable' as const])]
  }

  return {
    opened(options: Omit<HealthOptions, 'clock'>) {
      if (state === 'starting') state = { ...options, clock }
    },
    drain() {
      state = 'draining'
    },
    /** `/healthz`: the process answers, so it lives. */
    answerLives: (response: ServerResponse) => answer(response, 200, { status: 'ok' }),
    /** `/readyz`: 200, or 503 with the reason's word. */
    async answerReady(response: ServerResponse) {
      const reason = await whyNot()
      if (reason !== undefined) return answer(response, 503, { status: 'unavailable', reason })
      const warnings = typeof state === 'string' ? [] : await warningsOf(state)
      answer(response, 200, { status: 'ready', ...(warnings.length > 0 && { warnings }) })
    },
  }
}

/** Whether it answered: for so long its last answer counts. */
function remembering(clock: () => number, freshMs: number) {
  let last: { readonly at: number; readonly answer: Promise<boolean> } | undefined
  return (ping: () => Promise<unknown>): Promise<boolean> => {
    const now = clock()
    if (!last || now - last.at > freshMs) last = { at: now, answer: answersInTime(ping()) }
    return last.answer
  }
}

const answersInTime = (asked: Promise<unknown>): Promise<boolean> =>
  within(ANSWER_MS, asked).then(
    () => true,
    () => false,
  )

function answer(response: ServerResponse, status: number, body: object) {
  const text = `${JSON.stringify(body)}\n`
  response.setHeader('content-type', 'application/json')
  response.setHeader('cache-control', 'no-store')
  if (status === 503) response.setHeader('retry-after', RETRY_SECONDS)
  response.writeHead(status).end(text)
}
