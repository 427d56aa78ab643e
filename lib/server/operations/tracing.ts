// Traces by OpenTelemetry, in the words of its conventions for generative AI: a run, the questions to its model, its
// steps, and the calls of tools. Imported only where a collector is configured. No contents, unless they are asked for.
import { type Attributes, createTraceState, ROOT_CONTEXT, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { resourceFromAttributes } from '@opentelemetry/resources'
import { BasicTracerProvider, BatchSpanProcessor, type IdGenerator } from '@opentelemetry/sdk-trace-base'
import { randomBytes } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { beginTracing, modelCalls, type RunOf, runsWritten, toolCalls } from '@/lib/backend/telemetry'
import { readTraceparent, type TraceContext } from '@/lib/backend/trace-context'
import { isRecorded, partSpanId, runSpanId, traceIdOf } from '@/lib/backend/trace-ids'
import { modelCallAttributes, runAttributes, stepAttributes, toolCallAttributes } from './genai-attributes'
import { createStepTimes } from './step-times'

export interface TracingOptions {
  /** Of the collector, without `/v1/traces`. */
  readonly endpoint: string
  readonly service: string
  /** Whether spans have what was asked and answered. */
  readonly hasContent: boolean
}

/** A span that is over. Moments are Unix milliseconds. */
interface OverSpan {
  readonly name: string
  readonly kind: SpanKind
  readonly spanId: string
  readonly parentId: string | undefined
  readonly from: number
  readonly to: number
  readonly attributes: Attributes
  /** What went wrong, without contents. */
  readonly failure: string | undefined
}

interface Traced extends RunOf {
  readonly trace: TraceContext | undefined
}

type Write = (of: Traced, span: OverSpan) => void

/** What was sent waits so long for more. */
const GATHER_MS = 1_000

/** So long what is left may take when the process ends. */
const LAST_MS = 400

/** Follows everything that is told from now on. Returns what ends that and sends what is to be sent still. */
export function startTracing({ endpoint, service, hasContent }: TracingOptions): () => Promise<void> {
  const ids = createIds()
  const exporter = new OTLPTraceExporter({ url: `${endpoint}/v1/traces` })
  const provider = new BasicTracerProvider({
    resource: resourceFromAttributes({ 'service.name': service }),
    idGenerator: ids,
    spanProcessors: [new BatchSpanProcessor(exporter, { scheduledDelayMillis: GATHER_MS })],
  })
  const tracer = provider.getTracer('assistants-playground')
  const write: Write = (of, { name, kind, spanId, parentId, from, to, attributes, failure }) => {
    if (!isRecorded(of.trace)) return
    const traceId = traceIdOf(of, of.trace)
    ids.next(traceId, spanId)
    const { tracestate } = of.trace ?? {}
    const state = tracestate !== undefined && { traceState: createTraceState(tracestate) }
    const parent = parentId === undefined ? undefined : { traceId, spanId: parentId, traceFlags: 1, ...state }
    const around = parent ? trace.setSpanContext(ROOT_CONTEXT, parent) : ROOT_CONTEXT
    const begun = tracer.startSpan(name, { kind, startTime: from, attributes }, around)
    if (failure !== undefined) begun.setStatus({ code: SpanStatusCode.ERROR, message: failure })
    begun.end(to)
  }
  beginTracing()
  const stop = [followRuns(write, hasContent), followModels(write, hasContent), followTools(write)]
  return async () => {
    for (const each of stop) each()
    // A collector that does not answer holds up no end.
    await Promise.race([provider.shutdown(), wait(LAST_MS, undefined, { ref: false })])
  }
}

/** Spans have ids that are known before they are written: whoever was asked has been told of them. */
function createIds(): IdGenerator & { next(traceId: string, spanId: string): void } {
  let trace: string | undefined
  let span: string | undefined
  return {
    next(traceId, spanId) {
      trace = traceId
      span = spanId
    },
    generateTraceId: () => trace ?? randomBytes(16).toString('hex'),
    generateSpanId: () => span ?? randomBytes(8).toString('hex'),
  }
}

function followRuns(write: Write, hasContent: boolean) {
  const stepsOver = createStepTimes()
  const createdMs = (created: number, events: readonly { readonly at: number }[]) =>
    Math.min(created * 1_000, events[0]?.at ?? Infinity)
  return runsWritten.listen((written) => {
    const { connection, after, events } = written
    const steps = stepsOver(written)
    const run = runAttributes(written, hasContent)
    if (steps.length === 0 && !run) return
    const finish = async () => {
      const of = { connection, run: after.id, trace: await written.trace() }
      const internal = { kind: SpanKind.INTERNAL, parentId: runSpanId(of) }
      for (const over of steps) {
        const { from, to } = over
        write(of, { ...stepAttributes(over, hasContent), ...internal, spanId: partSpanId(of, over.step.id), from, to })
      }
      if (!run) return
      const times = { from: createdMs(after.created_at, events), to: events.at(-1)?.at ?? Date.now() }
      const parentId = readTraceparent(of.trace?.traceparent)?.spanId
      write(of, { ...run, ...times, kind: SpanKind.INTERNAL, spanId: runSpanId(of), parentId })
    }
    finish().catch((error: unknown) => console.error('The trace of a run could not be written.', error))
  })
}

function followModels(write: Write, hasContent: boolean) {
  const calls = new WeakMap<object, { readonly from: number; readonly spokeMs?: number; readonly input: unknown }>()
  return modelCalls.listen((told) => {
    const { call, phase } = told
    const now = Date.now()
    if (phase === 'asked') return void calls.set(call, { from: now, input: hasContent ? told.input : undefined })
    const { from, spokeMs, input } = calls.get(call) ?? { from: now, input: undefined }
    if (phase === 'spoke') return void calls.set(call, { from, spokeMs: now - from, input })
    const described = modelCallAttributes(told, { spokeMs, input })
    const ids = { spanId: partSpanId(call, call.id), parentId: runSpanId(call) }
    write(call, { ...described, ...ids, kind: SpanKind.CLIENT, from, to: now })
  })
}

function followTools(write: Write) {
  const begun = new WeakMap<object, number>()
  return toolCalls.listen((told) => {
    const { call, phase } = told
    const now = Date.now()
    if (phase === 'begun') return void begun.set(call, now)
    const parentId = call.step === undefined ? runSpanId(call) : partSpanId(call, call.step)
    const times = { from: begun.get(call) ?? now, to: now }
    const ids = { spanId: partSpanId(call, call.id), parentId }
    write(call, { ...toolCallAttributes(told), ...ids, ...times, kind: SpanKind.INTERNAL })
  })
}
