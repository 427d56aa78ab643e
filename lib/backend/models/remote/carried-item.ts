import type { ReasoningDetail } from '@/lib/protocol/event'

const CARRIED = 'responses.item'
const PHASE = 'responses.phase'

/** An item of the Responses API that goes back with the calls it came with, and where in its answer it stood. */
export interface CarriedItem {
  readonly type: typeof CARRIED
  readonly item: Readonly<Record<string, unknown>>
  readonly after_text: boolean
  /** How many calls stood before it. */
  readonly after_calls: number
}

/** What a message of the Responses API is for, in its model's own word: commentary, or the final answer. */
interface CarriedPhase {
  readonly type: typeof PHASE
  readonly phase: string
}

export const carriedItem = (carried: Omit<CarriedItem, 'type'>) => ({ type: CARRIED, ...carried }) satisfies CarriedItem
export const carriedPhase = (phase: string) => ({ type: PHASE, phase }) satisfies CarriedPhase

export const isCarriedItem = (detail: ReasoningDetail): detail is ReasoningDetail & CarriedItem =>
  detail.type === CARRIED

export const isCarriedPhase = (detail: ReasoningDetail): detail is ReasoningDetail & CarriedPhase =>
  detail.type === PHASE
