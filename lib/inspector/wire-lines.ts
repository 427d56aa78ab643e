// What passed on the wire about a run, line by line and in order: requests, answers, and the frames of the run's log.
import type { LoggedEvent } from '@/lib/protocol/event'
import type { ListedExchange } from '@/lib/protocol/exchange'
import { families, familyCountsOf, logLinesOf, type LogFilter, type LogLine } from './log-lines'

/** What lines can be filtered by. An answer that is an error counts as one, and as no request. */
export const wireKinds = ['request', ...families] as const
export type WireKind = (typeof wireKinds)[number]

export interface FrameLine {
  readonly kind: 'frames'
  readonly key: string
  readonly at: number
  readonly line: LogLine
}

export interface ExchangeLine {
  readonly kind: 'request' | 'answer'
  /** As the address of a page has it. */
  readonly key: string
  readonly at: number
  readonly exchange: ListedExchange
}

export type WireLine = FrameLine | ExchangeLine

interface WireFilter extends Pick<LogFilter, 'deltas'> {
  readonly hidden: readonly WireKind[]
}

/** How an address names a line, and which exchange it is of; undefined for what is no line of an exchange. */
export function exchangeKeyOf(text: string): (Pick<ExchangeLine, 'kind'> & { readonly number: number }) | undefined {
  const [, kind, digits] = /^(request|answer)-(\d+)$/.exec(text) ?? []
  return kind === undefined ? undefined : { kind: kind === 'request' ? kind : 'answer', number: Number(digits) }
}

/** Every line is of the same thread and run: their ids say nothing in a list. */
export const pathInShort = (path: string) =>
  path.replace(
    /^(\/threads\/)(?!runs(?:[/?]|$))[^/?]+(?:(\/runs\/)[^/?]+)?/,
    (_, threads: string, runs?: string) => `${threads}…${runs ? `${runs}…` : ''}`,
  )

/** An answer that says no, or none at all. */
export const isRefusal = ({ answer, failure }: Pick<ListedExchange, 'answer' | 'failure'>) =>
  failure !== null || (answer !== null && answer.status >= 400)

/**
 * The lines that are not filtered out. What was asked while deltas came stands between them. Events keep the order of
 * their log, whatever their moments.
 */
export function wireLinesOf(
  events: readonly LoggedEvent[],
  exchanges: readonly ListedExchange[],
  { hidden, deltas }: WireFilter,
): readonly WireLine[] {
  const ofLog: LogFilter = { hidden: hidden.filter((kind) => kind !== 'request'), deltas }
  const lines: WireLine[] = []
  let from = 0
  for (const line of exchangeLinesOf(exchanges).filter((each) => !hidden.includes(kindOf(each)))) {
    let end = from
    while (end < events.length && events[end]!.at < line.at) end += 1
    if (end > from) lines.push(...frameLinesOf(events.slice(from, end), ofLog))
    lines.push(line)
    from = end
  }
  lines.push(...frameLinesOf(from === 0 ? events : events.slice(from), ofLog))
  return lines
}

const frameLinesOf = (events: readonly LoggedEvent[], filter: LogFilter) =>
  logLinesOf(events, filter).map((line): FrameLine => ({ kind: 'frames', key: String(line.seq), at: line.at, line }))

const kindOf = ({ kind, exchange }: ExchangeLine): WireKind =>
  kind === 'answer' && isRefusal(exchange) ? 'error' : 'request'

function exchangeLinesOf(exchanges: readonly ListedExchange[]): readonly ExchangeLine[] {
  return exchanges
    .flatMap((exchange): ExchangeLine[] => {
      const { number, at_ms, answer, failure } = exchange
      const request: ExchangeLine = { kind: 'request', key: `request-${number}`, at: at_ms, exchange }
      if (!answer && failure === null) return [request]
      return [request, { kind: 'answer', key: `answer-${number}`, at: answer?.head_ms ?? at_ms, exchange }]
    })
    .toSorted((a, b) => a.at - b.at)
}

/** How many there are of each kind. */
export function wireCountsOf(
  events: readonly LoggedEvent[],
  exchanges: readonly ListedExchange[],
): Readonly<Record<WireKind, number>> {
  const counts = familyCountsOf(events)
  return { ...counts, request: exchanges.length, error: counts.error + exchanges.filter(isRefusal).length }
}
