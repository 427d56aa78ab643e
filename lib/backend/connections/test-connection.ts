// Asks a backend step by step, and says what answered and which step failed.
import type { Fetch } from '@/lib/backend/fetch'
import type { AddressFailure, Capabilities, ConnectionTest, TestStep } from '@/lib/protocol/connection'
import { ApiError } from '@/lib/protocol/error'
import { isRecord } from '@/lib/backend/store/document-shapes'
import { readUpTo } from '@/lib/protocol/read-up-to'
import type { Backend } from '@/lib/backend/backend'
import { failedReach } from '@/lib/backend/failed-reach'
import { noticingOwn, ownAddressText } from '@/lib/backend/own-address'
import { isKeyless, withoutSecrets } from '@/lib/backend/upstream-checks'
import { addressIn } from './connection-bodies'
import type { Clock } from '@/lib/backend/clock'
import type { Definition } from './definition'
import { itemsIn, wireComplaint, wordsOf, type Answer, type StepFinding } from './wire-complaint'

interface TestOptions {
  /** Makes the backend of a way to send requests. Its paths are the wire's without a prefix, such as `/assistants`. */
  readonly upstreamBy: (fetch: Fetch) => Backend
  readonly fetch: Fetch
  /** What the requests of this process are known by. */
  readonly instance: string
  /** What its kind can do. */
  readonly capabilities: Capabilities
  /** Which of these can be asked for; an answer corrects what the kind says. */
  readonly probes: Probes
  readonly clock: Clock
  /** Milliseconds that only rise. */
  readonly now: () => number
  /** How long each request may take, in milliseconds. */
  readonly patienceMs: number
}

/** Paths of lists that a backend answers where it has the capability. */
export type Probes = Partial<Readonly<Record<keyof Capabilities, string>>>

type Step = TestStep['step']

/** Never throws: what goes wrong is the result. */
export async function testConnection(definition: Definition, options: TestOptions): Promise<ConnectionTest> {
  const { now } = options
  const tested_ms = options.clock()
  const steps: TestStep[] = []
  const note = ({ ms, ...step }: Omit<TestStep, 'detail'> & Partial<TestStep>) =>
    steps.push({ detail: null, ...step, ms: Math.round(ms) })
  const failed = (step: Step, ms: number, { detail, words, ...why }: StepFinding): ConnectionTest => {
    const said = words !== undefined && { words: withoutSecrets(words, definition) }
    // Its text was allowed; where it leads is not.
    if (step === 'address') steps.length = 0
    note({ step, status: 'failed', ms, ...why, ...said, detail: withoutSecrets(detail, definition) })
    return { tested_ms, passed: false, steps, answered: null, capabilities: null }
  }

  try {
    addressIn(definition.url, definition.kind)
  } catch (error) {
    if (error instanceof ApiError) return failed('address', 0, addressRefused(error))
    throw error
  }
  note({ step: 'address', status: 'passed', ms: 0 })

  const from = now()
  const first = noticingOwn(options.fetch, options.instance)
  const outcome = await firstAnswer({ ...options, fetch: first.fetch })
  if (first.isOwn()) return failed('address', 0, { reason: 'own_address', detail: ownAddressText })
  if ('failure' in outcome) {
    const { step, ...why } = failedReach(outcome.failure, definition.url)
    if (step === 'tls') note({ step: 'connect', status: 'passed', ms: now() - from })
    return failed(step, now() - from, why)
  }
  const { answer } = outcome
  const ms = now() - from
  note({ step: 'connect', status: 'passed', ms })
  note({ step: 'tls', status: definition.url.startsWith('https:') ? 'passed' : 'skipped', ms: 0 })
  const { status } = answer
  if (status === 401 || status === 403) return failed('auth', ms, keyRefused(answer))
  note({ step: 'auth', status: isKeyless(definition) ? 'skipped' : 'passed', ms: 0 })
  const complaint = wireComplaint(answer, definition.kind)
  if (complaint !== undefined) return failed('wire', ms, complaint)
  note({ step: 'wire', status: 'passed', ms })

  const asked = now()
  const { capabilities, probed, ...found } = await probe(options)
  const outcomeOfProbes = Object.keys(options.probes).length > 0 ? 'passed' : 'skipped'
  note({ step: 'capabilities', status: outcomeOfProbes, ms: now() - asked, ...found })
  return { tested_ms, passed: true, steps, answered: answeredBy(answer, definition), capabilities, probed }
}

function addressRefused({ message, body }: ApiError): StepFinding {
  return { detail: message, ...(body.code !== null && { reason: body.code as AddressFailure }) }
}

function keyRefused(answer: Answer): StepFinding {
  const { status } = answer
  const words = wordsOf(answer)
  const detail = words ?? `It answered with ${status}.`
  return { reason: 'key_refused', values: { status }, detail, ...(words !== undefined && { words }) }
}

const MAX_ANSWER_BYTES = 1_048_576

interface Asking extends Pick<TestOptions, 'patienceMs'> {
  readonly upstream: Backend
}

type Outcome = { readonly answer: Answer } | { readonly failure: unknown }

async function firstAnswer({ upstreamBy, fetch, patienceMs }: TestOptions): Promise<Outcome> {
  const sender = noting(fetch)
  try {
    const answer = await ask('/assistants?limit=1', { upstream: upstreamBy(sender.fetch), patienceMs })
    const failure = sender.failure()
    return failure === undefined ? { answer } : { failure }
  } catch (error) {
    // Backends throw for clients where they follow no redirect.
    const redirect = sender.redirect()
    return redirect ? { answer: redirect } : { failure: sender.failure() ?? error }
  }
}

/** Backends make errors for clients of what went wrong; a test tells what it was. */
function noting(fetch: Fetch) {
  let failure: unknown
  let redirect: Answer | undefined
  return {
    failure: () => failure,
    /** The last answer, where it leads elsewhere. */
    redirect: () => redirect,
    fetch: (url: string, init?: RequestInit) =>
      fetch(url, init).then(
        (response) => {
          const { status, headers } = response
          redirect = headers.has('location') ? { status, headers, url, json: undefined } : undefined
          return response
        },
        (error: unknown) => {
          failure ??= init?.signal?.aborted ? init.signal.reason : error
          throw error
        },
      ),
  }
}

async function ask(path: string, { upstream, patienceMs }: Asking) {
  const signal = AbortSignal.timeout(patienceMs)
  const response = await upstream(new Request(`http://upstream.invalid${path}`, { signal }))
  const { status, headers } = response
  const text = response.body ? new TextDecoder().decode((await readUpTo(response.body, MAX_ANSWER_BYTES)).bytes) : ''
  return { status, headers, url: '', json: jsonIn(text) } satisfies Answer
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

interface Probed extends Pick<TestStep, 'reason' | 'values' | 'detail'> {
  readonly capabilities: Capabilities
  /** Those of which an answer told. */
  readonly probed: readonly (keyof Capabilities)[]
}

/** Only reads: nothing is created there, and nothing costs. */
async function probe({ upstreamBy, fetch, probes, capabilities, patienceMs }: TestOptions): Promise<Probed> {
  const upstream = upstreamBy(fetch)
  const read = (path: string) => ask(path, { patienceMs, upstream }).catch(() => undefined)
  const asked = Object.entries(probes) as [keyof Capabilities, string][]
  const [answers, models] = await Promise.all([
    Promise.all(asked.map(async ([name, path]) => ({ name, answer: await read(path) }))),
    asked.length > 0 ? read('/models') : undefined,
  ])
  const found: [keyof Capabilities, boolean][] = answers.flatMap(({ name, answer }) => {
    const isThere = hasList(answer)
    return isThere === undefined ? [] : [[name, isThere]]
  })
  const counts = await countsTokens(answers.find(({ name }) => name === 'all_threads')?.answer, read)
  if (counts !== undefined) found.push(['usage', counts])
  const count = itemsIn(models?.json)?.length
  return {
    capabilities: { ...capabilities, ...Object.fromEntries(found) },
    probed: found.map(([name]) => name),
    detail: count === undefined ? null : `It lists ${count} models.`,
    ...(count !== undefined && { reason: 'lists_models', values: { count } }),
  }
}

type Read = (path: string) => Promise<Answer | undefined>

/** Whether runs of the newest thread tell their tokens; undefined where there is none that is over. */
async function countsTokens(threads: Answer | undefined, read: Read): Promise<boolean | undefined> {
  const [thread] = dataIn(threads)
  if (typeof thread?.['id'] !== 'string') return undefined
  const runs = dataIn(await read(`/threads/${encodeURIComponent(thread['id'])}/runs?limit=5`))
  const over = runs.filter(({ status }) => status === 'completed')
  return over.length > 0 ? over.some(({ usage }) => isRecord(usage)) : undefined
}

function dataIn(answer: Answer | undefined): readonly Readonly<Record<string, unknown>>[] {
  return itemsIn(answer?.json)?.filter(isRecord) ?? []
}

/** Undefined where the answer does not tell, such as that of a server with too much to do. */
function hasList(answer: Answer | undefined): boolean | undefined {
  if (answer?.status === 200) return itemsIn(answer.json) !== undefined
  return answer && [400, 404, 405, 501].includes(answer.status) ? false : undefined
}

const answeredBy = ({ headers }: Answer, { url }: Definition) => {
  const server = headers.get('server') ?? headers.get('x-powered-by')
  return server ? `${new URL(url).host} (${server.slice(0, 64)})` : new URL(url).host
}
