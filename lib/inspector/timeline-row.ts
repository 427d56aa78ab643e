import type { RunStatus, StepStatus } from '@/lib/protocol/status'
import type { Step, ToolCall } from '@/lib/protocol/step'
import type { CallResponder } from '@/lib/run/call-responder'
import type { TimeRange } from './lifecycle'
import type { Ends } from './softness'

/** What was going on: the model had not begun to answer, it wrote, we waited for outputs, or a hosted tool worked. */
export type BarKind = 'thinking' | 'message' | 'arguments' | 'waiting' | 'tool'

export interface Bar extends TimeRange, Ends {
  readonly kind: BarKind
  /** It still grows. */
  readonly isLive: boolean
}

export interface Row extends TimeRange, Ends {
  /** The id of the step or of the tool call; of the run while the model has not begun its next step. */
  readonly id: string
  readonly type: 'thinking' | Step['type'] | ToolCall['type']
  /** The step a tool call belongs to. */
  readonly parentId: string | null
  /** A function's name. */
  readonly name: string | null
  /** What a call was made with, in short; null where there is nothing to tell. */
  readonly input: string | null
  /** What a rule has made of a call; the same object while nothing more is told of it. */
  readonly responder: CallResponder | null
  readonly status: StepStatus
  /** What ended the message of a step before it was whole. */
  readonly cutBy: RunStatus | null
  /** Something else was written in its place. */
  readonly isReplaced: boolean
  readonly isLive: boolean
  readonly bars: readonly Bar[]
}
