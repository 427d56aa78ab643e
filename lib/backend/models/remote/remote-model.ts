import { readFrames } from './answer-frames'
import { createEndpointClient, type EndpointClient, type EndpointClientOptions } from './endpoint-client'
import { adaptationFor, type Adaptation, type OptionalParameter } from './adaptations'
import {
  FullContextError,
  ParameterRefusal,
  RefusalError,
  requestError,
  streamError,
  idleTooLong,
  withHint,
  type Endpoint,
} from './endpoint-errors'
import { createContextMemory, type ContextMemory } from './context-memory'
import { createIdleLimit, type IdleLimit, type IdleTimeouts } from './idle-limit'
import type { Model, ModelChunk, ModelInput } from '../model'
import type { ModelApi } from './model-api'
import { wordsOf } from './reported-error'
import { shortenBy, shortenInput, sizeOf, type Shortened } from './shorten-input'

export interface RemoteModelOptions
  extends
    Omit<EndpointClientOptions, 'fetch' | 'clock' | 'path'>,
    Partial<Pick<EndpointClientOptions, 'fetch' | 'clock'>>,
    Partial<IdleTimeouts> {
  /** Parameters that are left out where the endpoint refuses them, though the request asks for less then. */
  readonly leaveOut?: readonly OptionalParameter[]
}

/** Little less than a run lives: models that run on a desk take minutes until they are loaded. */
const PATIENCE_MS = 540_000
/** Usage comes behind the finish, and the end of the body behind that, where they come at all. */
const GRACE_MS = 2_000
/** How often a conversation is sent that does not fit; each time half as long, or as long as the endpoint said. */
const MAX_LENGTHS = 8

/** Host and port of a base URL: all of it that may be shown. Throws when the URL carries credentials. */
export function hostOf(baseUrl: string): string {
  const url = new URL(baseUrl)
  if (url.username !== '' || url.password !== '') {
    throw new Error('The address of a model endpoint must not carry a user name or a password.')
  }
  return url.host
}

/** Origin and path of a base URL: endpoints of one host are told apart by it. */
export function addressOf(baseUrl: string): string {
  const { origin, pathname } = new URL(baseUrl)
  return `${origin}${pathname.replace(/\/+$/, '')}`
}

type Asked = { readonly model: string }

/** The model that an endpoint of any kind asks for by its name. */
export function createRemoteModel<Request extends Asked>(api: ModelApi<Request>, options: RemoteModelOptions): Model {
  const ask = createAsker(api, options)
  const memory = createContextMemory()
  return async function* answer(input): AsyncGenerator<ModelChunk> {
    let shortened = await shortenedAhead(input, memory)
    for (let lengths = 1; ; lengths += 1) {
      let hasSpoken = false
      try {
        for await (const piece of ask(shortened)) {
          hasSpoken ||= piece.type !== 'adapted'
          yield piece
        }
        if (memory.knows(input.model)) memory.fit(input.model, await sizeOf(shortened.input))
        return
      } catch (error) {
        if (!(error instanceof FullContextError) || hasSpoken) throw error
        memory.refuse(input.model, await sizeOf(shortened.input))
        const shorter = await shorterAfter(error, shortened.input, lengths)
        shortened = { input: shorter.input, leftOut: shortened.leftOut + shorter.leftOut }
      }
    }
  }
}

/** What is asked at first: as much as has fitted before where as long a conversation was refused. */
async function shortenedAhead(input: ModelInput, memory: ContextMemory): Promise<Shortened> {
  const whole = { input, leftOut: 0 }
  if (input.truncation !== 'auto' || !memory.knows(input.model)) return whole
  const size = await sizeOf(input)
  const target = memory.targetFor(input.model, size)
  return (target !== undefined && (await shortenBy(input, size - target))) || whole
}

/** What is asked instead of a conversation that did not fit. Throws the error where it may not or cannot be shorter. */
async function shorterAfter(error: FullContextError, input: ModelInput, lengths: number): Promise<Shortened> {
  if (input.truncation !== 'auto') {
    throw withHint(error, `Nothing was left out: the run's truncation_strategy is ${input.truncation}.`)
  }
  const shorter = lengths < MAX_LENGTHS ? await shortenInput(input, error.context) : undefined
  if (shorter) return shorter
  throw withHint(error, 'No older messages could be left out any more.')
}

/** One request with its answer, whose first chunk says what the request was without, if anything. */
function createAsker<Request extends Asked>(api: ModelApi<Request>, options: RemoteModelOptions) {
  const { apiKey, headers = {}, firstMs = PATIENCE_MS, idleMs = PATIENCE_MS, leaveOut = [] } = options
  const endpoint: Endpoint = { host: hostOf(options.baseUrl), path: api.path, apiKey, headers }
  const client = createEndpointClient({ fetch: globalThis.fetch, clock: Date.now, ...options, path: api.path })
  const open = createOpener(client, api.adaptations, leaveOut)

  return async function* ask({ input, leftOut }: Shortened): AsyncGenerator<ModelChunk> {
    input.signal.throwIfAborted()
    const idle = createIdleLimit({ firstMs, idleMs }, input.signal)
    const modelErrorOf = (error: unknown, toError: typeof requestError) => {
      if (input.signal.aborted) return input.signal.reason
      return idle.isExceeded() ? idleTooLong(endpoint, idle.ms()) : toError(error, endpoint)
    }
    try {
      const { body, without } = await open(api.toRequest(input), idle).catch((error: unknown) => {
        throw modelErrorOf(error, requestError)
      })
      if (leftOut > 0 || without.length > 0) yield { type: 'adapted', left_out: leftOut, without }
      const frames = body ? readFrames(body, { endpoint, idle }) : []
      for await (const piece of api.readAnswer(frames, { input, endpoint, onFinish: () => idle.endWithin(GRACE_MS) })) {
        input.signal.throwIfAborted()
        idle.begin()
        yield piece
      }
    } catch (error) {
      throw modelErrorOf(error, streamError)
    } finally {
      idle.close()
    }
  }
}

interface Opened {
  readonly body: Response['body']
  /** Parameters that were asked for and are not in the request. */
  readonly without: readonly string[]
}

/** Sends a request, and again without what the endpoint turns out not to know. */
function createOpener<Request extends Asked>(
  ask: EndpointClient,
  adaptations: readonly Adaptation<Request>[],
  leaveOut: readonly string[],
) {
  // What a model has refused once is not sent to it again.
  const learned = new Map<string, readonly Adaptation<Request>[]>()

  return async (request: Request, idle: IdleLimit): Promise<Opened> => {
    const made = [...(learned.get(request.model) ?? [])]
    const without = made.filter(({ applies, changesMeaning }) => changesMeaning && applies(request))
    let current = made.reduce((before, { applies, makes }) => (applies(before) ? makes(before) : before), request)
    for (;;) {
      try {
        const { body } = await ask(current, idle)
        learned.set(request.model, made)
        return { body, without: without.map(({ parameter }) => parameter) }
      } catch (error) {
        const adaptation = isRefusal(error) ? adaptationFor(refusalOf(error), current, adaptations) : undefined
        if (!adaptation || !isRefusal(error)) throw error
        const { parameter, changesMeaning } = adaptation
        if (changesMeaning && !leaveOut.includes(parameter)) throw new ParameterRefusal(parameter, error)
        if (changesMeaning) without.push(adaptation)
        made.push(adaptation)
        current = adaptation.makes(current)
      }
    }
  }
}

/** Servers of local models that take no pictures say so as an error of their own. */
const isRefusal = (error: unknown): error is RefusalError =>
  error instanceof RefusalError &&
  (error.status === 400 || error.status === 422 || (error.status >= 500 && /image input/i.test(refusalOf(error))))

/** What was said, and the parameter that it is about where that stands beside the words. */
const refusalOf = ({ error }: RefusalError): string =>
  `${wordsOf(error)} ${wordsOf((error as { param?: unknown } | null)?.param)}`
