import type { ReasoningDetail } from '@/lib/protocol/event'

/** The fields that are streamed in pieces. All others arrive whole, and the last value counts. */
const GROWING = ['text', 'summary'] as const
const types = ['reasoning.text', 'reasoning.summary'] as const

const textIn = (detail: ReasoningDetail, name: (typeof GROWING)[number]) =>
  typeof detail[name] === 'string' ? detail[name] : ''

/** The readable part of structured reasoning; some of it is encrypted. */
export const textOfDetails = (details: readonly ReasoningDetail[]): string =>
  details.flatMap((detail) => GROWING.map((name) => textIn(detail, name))).join('')

/** Adds pieces to details, as if they had arrived whole. */
export function joinDetails(
  before: readonly ReasoningDetail[],
  more: readonly ReasoningDetail[],
): readonly ReasoningDetail[] {
  const joined = [...before]
  for (const detail of more) {
    const last = joined.at(-1)
    if (last && continues(last, detail)) joined[joined.length - 1] = grown(last, detail)
    else joined.push(detail)
  }
  return joined
}

const continues = (last: ReasoningDetail, detail: ReasoningDetail) =>
  types.some((type) => type === detail.type) && last.type === detail.type && last.index === detail.index

function grown(last: ReasoningDetail, detail: ReasoningDetail): ReasoningDetail {
  const said = Object.entries(detail).filter(([, value]) => value !== null && value !== undefined)
  const names = GROWING.filter((name) => name in last || name in detail)
  const texts = names.map((name) => [name, textIn(last, name) + textIn(detail, name)])
  return { ...last, ...Object.fromEntries(said), ...Object.fromEntries(texts) }
}
