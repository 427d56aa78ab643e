// Asks a model endpoint step by step, and says what answered and which step failed.
import { ApiError } from '@/lib/protocol/error'
import type { AddressFailure, Found } from '@/lib/protocol/connection'
import type { ModelEndpointTest } from '@/lib/protocol/model-settings'
import { readUpTo } from '@/lib/protocol/read-up-to'
import { errorTextOf } from '@/lib/backend/error-text'
import { failedReach } from '@/lib/backend/failed-reach'
import { checkedAddress, isKeyless, withoutSecrets } from '@/lib/backend/upstream-checks'
import { abilitiesOf, askModel, type AskOptions } from './ask-model'
import type { Endpoint } from './endpoint'
import { errorIn, jsonIn } from './error-words'

interface TestOptions extends AskOptions {
  /** How long the list of models may take, in milliseconds. */
  readonly listMs: number
  /** Milliseconds that only rise. */
  readonly now: () => number
}

type Step = ModelEndpointTest['steps'][number]
type Noted = Found & Partial<Pick<Step, 'ms' | 'detail'>>

/** `model` is asked as the endpoint calls it; without one only the list is. Never throws: failures are the result. */
export async function testEndpoint(
  endpoint: Endpoint,
  model: string | undefined,
  options: TestOptions,
): Promise<ModelEndpointTest> {
  const { now } = options
  const steps: Step[] = []
  let listed: readonly string[] | null = null
  const note = (step: Step['step'], status: Step['status'], { ms = 0, detail = null, words, ...why }: Noted = {}) =>
    steps.push({
      ...{ step, status, ms: Math.round(ms), ...why, detail: detail && withoutSecrets(detail, endpoint) },
      ...(words !== undefined && { words: withoutSecrets(words, endpoint) }),
    })
  const failed = (step: Step['step'], noted: Noted): ModelEndpointTest => {
    note(step, 'failed', noted)
    return { passed: false, steps, models: listed, tested: null, abilities: null }
  }

  const wrong = wrongAddress(endpoint)
  if (wrong !== undefined) return failed('address', wrong)
  note('address', 'passed')

  const from = now()
  const list = await askForModels(endpoint, options)
  const ms = now() - from
  if ('failure' in list) {
    const { step, ...why } = failedReach(list.failure, endpoint.url)
    if (step === 'tls') note('connect', 'passed', { ms })
    return failed(step, { ms, ...why })
  }
  note('connect', 'passed', { ms })
  note('tls', endpoint.url.startsWith('https:') ? 'passed' : 'skipped')
  // Some list no models, or not with this key, and answer all the same.
  if (model === undefined && isKeyRefused(list.status)) return failed('auth', listRefused(list))
  if (!isKeyRefused(list.status)) note('auth', isKeyless(endpoint) ? 'skipped' : 'passed')
  listed = list.models
  if (listed === null && model === undefined) return failed('models', { ...noList(list), ms })
  note('models', listed ? 'passed' : 'skipped', { ms, ...(!listed && noList(list)) })
  if (model === undefined) return { passed: true, steps, models: listed, tested: null, abilities: null }

  const asked = now()
  const { failure, status, isStream } = await askModel(endpoint, model, options)
  if (failure !== undefined) {
    const words = messageOf(failure)
    const why = whyNoAnswer(endpoint, { words, status })
    return failed(isKeyRefused(status) ? 'auth' : 'answer', { ...why, words, ms: now() - asked })
  }
  note('answer', 'passed', { ms: now() - asked })
  const abilities = await abilitiesOf(endpoint, model, { ...options, streaming: isStream })
  return { passed: true, steps, models: listed, tested: model, abilities }
}

function wrongAddress({ url }: Endpoint): Noted | undefined {
  try {
    checkedAddress(url, 'base_url')
    return undefined
  } catch (error) {
    if (error instanceof ApiError) return { reason: error.body.code as AddressFailure, detail: error.message }
    throw error
  }
}

const isKeyRefused = (status: number | undefined) => status === 401 || status === 403

interface Listed {
  readonly status: number
  /** As the endpoint calls them; null where it answers with no list. */
  readonly models: readonly string[] | null
  /** What it said instead of a list. */
  readonly words: string | undefined
}

const MAX_LIST_BYTES = 4 * 1_048_576
const MAX_LISTED = 2_000

async function askForModels(
  { url, key, headers }: Endpoint,
  { fetch, listMs }: TestOptions,
): Promise<Listed | { readonly failure: unknown }> {
  try {
    const response = await fetch(`${url}/models`, {
      headers: { accept: 'application/json', ...(key !== '' && { authorization: `Bearer ${key}` }), ...headers },
      signal: AbortSignal.timeout(listMs),
      redirect: 'manual',
    })
    const { status, ok } = response
    const json = jsonIn(ok ? await listTextOf(response) : await errorTextOf(response))
    return { status, models: ok ? namesIn(json) : null, words: errorIn(json) }
  } catch (error) {
    return { failure: error }
  }
}

const listTextOf = async ({ body }: Response) =>
  body ? new TextDecoder().decode((await readUpTo(body, MAX_LIST_BYTES)).bytes) : ''

function namesIn(json: unknown): readonly string[] | null {
  const { data } = (json ?? {}) as { readonly data?: unknown }
  if (!Array.isArray(data)) return null
  return data
    .map((each: unknown) => (each as { readonly id?: unknown } | null)?.id)
    .filter((id) => typeof id === 'string')
    .map((id) => id.replace(/^models\//, ''))
    .slice(0, MAX_LISTED)
}

const saidBy = ({ words }: Listed) => words !== undefined && { words }

/** Some give their list to other keys only. */
const listRefused = (list: Listed): Noted => ({
  ...{ reason: 'key_or_list', values: { status: list.status }, ...saidBy(list) },
  detail: `${list.words ?? `It answered with ${list.status}.`} ${nameOne}`,
})

const nameOne = 'Some endpoints refuse only their list of models: name a model and test again.'

function noList(list: Listed): Noted {
  const { status, words } = list
  const said = words ? `: ${words}` : ''
  return {
    ...{ reason: isKeyRefused(status) ? 'key_refused' : 'no_models', values: { status }, ...saidBy(list) },
    detail: isKeyRefused(status)
      ? (words ?? `It answered with ${status}.`)
      : `It lists no models at /models (${status}${said}): check the address, or name a model and test that.`,
  }
}

function whyNoAnswer(
  { api }: Endpoint,
  { words, status }: { readonly words: string; readonly status: number | undefined },
): Noted {
  if (isKeyRefused(status)) return { reason: 'key_refused', detail: words, values: { status: status ?? 401 } }
  if (api === 'responses' && isPathUnknown(words, status)) {
    return { reason: 'no_responses', detail: `${words} ${otherApi}` }
  }
  return { reason: 'no_answer', detail: words }
}

/** Of a model that it does not know it says so. */
const isPathUnknown = (words: string, status: number | undefined) =>
  (status === 404 || status === 405) && !/model/i.test(words.split(`answered ${status}`)[1] ?? '')

const otherApi = 'Most endpoints have no /responses: choose Chat Completions for this one.'

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error))
