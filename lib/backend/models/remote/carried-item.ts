import type { ReasoningDetail } from '@/lib/protocol/event'

const CARRIED = 'responses.item'

/** An item of the Responses API that goes back with the calls it came with, and where in its answer it stood. */
export interface CarriedItem {
  readonly type: typeof CARRIED
  readonly item: Readonly<Record<string, unknown>>
  readonly after_text: boolean
  /** How many calls stood before it. */
  readonly after_calls: number
}

export const carriedItem = (carried: Omit<CarriedItem, 'type'>) => ({ type: CARRIED, ...carried }) satisfies CarriedItem

export const isCarriedItem = (detail: ReasoningDetail): detail is ReasoningDetail & CarriedItem =>
  detail.type === CARRIED
