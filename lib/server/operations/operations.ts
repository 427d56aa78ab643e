// What the process says of itself, to whoever operates it. What is answered here comes before the guard, or has a key
// of its own.
import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { runsWritten } from '@/lib/backend/telemetry'
import type { Environment } from '../environment'
import type { Handle } from '../listen'
import { createHealth } from './health'
import type { Level } from './level'
import type { Log } from './log'
import type { Metrics } from './metrics'
import { type RequestOver, watchRequest } from './requests'
import { createRunFacts } from './run-facts'

/** Of the opened backend, what is asked here. */
export interface Operated {
  ping(): Promise<void>
  /** Throws where the bytes of files cannot be had; undefined where they lie with all the rest. */
  readonly pingFiles: (() => Promise<void>) | undefined
  level(): Promise<Level>
  isOverQuota(): boolean
}

type Variables = Pick<
  Environment,
  'METRICS_TOKEN' | 'OTEL_EXPORTER_OTLP_ENDPOINT' | 'OTEL_SERVICE_NAME' | 'OTEL_CAPTURE_CONTENT'
>

const EVENT_STREAM = /^text\/event-stream/

export function createOperations(environment: Variables, log: Log) {
  const health = createHealth(() => performance.now())
  const closing: (() => unknown)[] = []
  let metrics: Metrics | undefined

  async function answerMetrics(response: ServerResponse) {
    const { contentType, text } = metrics ?? { contentType: 'text/plain', text: async () => '' }
    const body = await text()
    response.writeHead(200, { 'content-type': contentType, 'cache-control': 'no-store' }).end(body)
  }
  const answerMetricsSafely = (response: ServerResponse) =>
    void answerMetrics(response).catch((error: unknown) => {
      console.error('The metrics could not be told.', error)
      response.destroy()
    })

  return {
    /** Of every request, before anything else. True where it has been answered. */
    take(request: IncomingMessage, response: ServerResponse): boolean {
      watchRequest(request, response, (over) => {
        metrics?.request(over)
        if (log.isStructured && !isProbe(over)) logRequest(log, over)
      })
      const [path] = (request.url ?? '').split('?', 1)
      if (!isRead(request)) return false
      if (path === '/healthz') health.answerLives(response)
      else if (path === '/readyz') void health.answerReady(response)
      else if (path === METRICS && hasToken(request, environment.METRICS_TOKEN)) answerMetricsSafely(response)
      else return false
      return true
    },

    /** The guard has let pass who asks for metrics without the token. */
    before:
      (handle: Handle): Handle =>
      (request, response) => {
        if (isRead(request) && request.url?.split('?', 1)[0] === METRICS) answerMetricsSafely(response)
        else handle(request, response)
      },

    /** From before the backend opens, whose runs go on at once. `unfinished` are the answers underway. */
    async begin(unfinished: ReadonlySet<ServerResponse>, level: () => Promise<Level | undefined>) {
      const { createMetrics } = await import('./metrics')
      metrics = createMetrics({ errors: log.errors, level, openStreams: () => streamsIn(unfinished) })
      closing.push(metrics.close)
      if (log.isStructured) closing.push(logRuns(log))
      closing.push(await tracingOf(environment))
    },

    opened({ ping, pingFiles, isOverQuota }: Operated) {
      health.opened({ ping, pingFiles, warnings: () => (isOverQuota() ? ['data_over_quota'] : []) })
    },

    drain: () => health.drain(),

    /** Sends what is to be sent still. Never throws. */
    close: async () => void (await Promise.allSettled(closing.splice(0).map(async (each) => each()))),
  }
}

/** Nothing of it is loaded without a collector. */
async function tracingOf({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, ...environment }: Variables) {
  if (endpoint === undefined) return () => undefined
  const { OTEL_SERVICE_NAME: service, OTEL_CAPTURE_CONTENT: hasContent } = environment
  return (await import('./tracing')).startTracing({ endpoint, service, hasContent })
}

const METRICS = '/metrics'

const isRead = ({ method }: IncomingMessage) => method === 'GET' || method === 'HEAD'

const streamsIn = (unfinished: ReadonlySet<ServerResponse>) =>
  [...unfinished].filter((response) => EVENT_STREAM.test(String(response.getHeader('content-type')))).length

function hasToken({ headers }: IncomingMessage, token: string | undefined): boolean {
  const given = /^Bearer +(\S+) *$/i.exec(headers.authorization ?? '')?.[1]
  if (token === undefined || given === undefined) return false
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(given), digest(token))
}

/** Asked every few seconds, to hear the same. */
const isProbe = ({ route, status }: RequestOver) => route === 'operations' && status === 200

function logRequest(log: Log, { id, method, route, status, ms, principal, isCut }: RequestOver) {
  log.line('request', { request_id: id, method, route, status, ms, principal, ...(isCut && { cut: 1 }) })
}

/** A line for each run that ends: how, how long it took, what it used. */
function logRuns(log: Log): () => void {
  const factsOf = createRunFacts()
  return runsWritten.listen((written) => {
    for (const { status, seconds, usage } of factsOf(written)) {
      if (seconds === undefined) continue
      const { id, model, last_error } = written.after
      log.line('run', {
        ...{ run_id: id, connection: written.connection, model, status, ms: Math.round(seconds * 1_000) },
        ...{ prompt_tokens: usage?.prompt ?? 0, completion_tokens: usage?.completion ?? 0 },
        error_code: last_error?.code ?? null,
      })
    }
  })
}
