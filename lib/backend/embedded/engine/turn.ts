// One turn of one run while it is written, and what of it stands open.
import type { Message } from '@/lib/protocol/message'
import type { ModelPrice } from '@/lib/protocol/model-settings'
import type { Run, Usage } from '@/lib/protocol/run'
import type { Step, StepDetails } from '@/lib/protocol/step'
import { newStep } from '@/lib/run/run-objects'
import type { Ids } from '@/lib/backend/ids'
import type { HostedToolType } from '../tools/hosted-tool'
import type { ArgumentReader } from './argument-text'
import type { HostedNames } from './hosted-names'
import type { createMarkReader, Marks } from './marks'

export interface TurnOptions {
  /** The run, in progress. */
  readonly run: Run
  readonly ids: Ids
  /** Unix seconds. */
  readonly now: () => number
  /** What earlier turns of the run have used. */
  readonly usedBefore: Usage
  /** Does an earlier turn have a call of this id? Some models count theirs from zero each turn. */
  readonly isTaken: (callId: string) => boolean
  /** What the model's tokens cost at this moment. */
  readonly price?: ModelPrice | undefined
  /** The model is of an endpoint: what that does not count was estimated. */
  readonly isRemote?: boolean
  /** Which calls are executed here. */
  readonly hosted?: HostedNames
  /** What in the text stands for a file. */
  readonly marks?: Marks
  /** The ids of pictures that code has made and no message shows yet. */
  readonly images?: readonly string[]
}

export interface OpenMessage {
  readonly kind: 'message'
  readonly step: Step
  readonly message: Message
  readonly marks: ReturnType<typeof createMarkReader>
}

export interface OpenCall {
  /** Its place on the step. */
  readonly index: number
  readonly id: string
  /** Of a call that is executed here. */
  readonly hosted?: {
    readonly type: HostedToolType
    readonly name: string
    readonly reader: ArgumentReader
    readonly pieces: string[]
  }
}

export interface OpenCalls {
  readonly kind: 'calls'
  readonly step: Step
  /** By the numbers that the model gives them. */
  readonly calls: ReadonlyMap<number, OpenCall>
}

export interface Turn extends TurnOptions {
  open: { readonly kind: 'nothing' } | OpenMessage | OpenCalls
  /** The id of the step that begins next, where a note of it was written already. */
  nextStepId: string | undefined
  /** Code that the endpoint runs, by the numbers that it gives it: its place on the open step, until it is done. */
  readonly ran: Map<number, number | 'done'>
  /** Pictures of such code that no message shows yet. */
  readonly drawn: string[]
}

/** The step that is being written, or the next one. */
export function stepIdOf(turn: Turn): string {
  if (turn.open.kind !== 'nothing') return turn.open.step.id
  return (turn.nextStepId ??= turn.ids('step_'))
}

export function beginStep(turn: Turn, details: StepDetails, seconds: number): Step {
  const id = turn.nextStepId ?? turn.ids('step_')
  turn.nextStepId = undefined
  return newStep(turn.run, details, { id, seconds })
}
