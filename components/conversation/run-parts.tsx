'use client'

import { Fragment, useMemo, type ComponentType } from 'react'
import { runPartsOf } from '@/lib/inspector/thread-view'
import type { Message } from '@/lib/protocol/message'
import type { ListedNote, StepNote } from '@/lib/protocol/playground'
import type { Run } from '@/lib/protocol/run'
import type { Step } from '@/lib/protocol/step'
import type { CallFates } from '@/lib/run/call-responder'
import { byId } from '@/lib/run/by-id'
import type { MessageViewProps } from './message-view'
import { ReplacedMessage } from './replaced-message'
import { ToolCallItem } from './tool-call-item'

/** What is known of a step beside it: with its texts, or in short. */
export type Note = StepNote | ListedNote

export interface NoteProps {
  readonly run: Run
  readonly note: Note
  /** More is to come. */
  readonly isLive: boolean
}

interface RunPartsProps {
  readonly run: Run
  readonly steps: readonly Step[]
  readonly messages: readonly Message[]
  /** By the ids of their steps; those of steps that have not begun stand in `ahead`. */
  readonly notes: ReadonlyMap<string | null, Note>
  readonly ahead: readonly Note[]
  /** What rules and people have made of calls. */
  readonly fates: CallFates
  /** The ids of calls that are drawn elsewhere. */
  readonly elsewhere?: ReadonlySet<string>
  /** How a message is drawn, and what a model thought. */
  readonly Message: ComponentType<Pick<MessageViewProps, 'message' | 'isReplaced'>>
  readonly Thoughts: ComponentType<NoteProps>
}

const none: ReadonlySet<string> = new Set()

/** What a run thought, called and said, in its order. */
export function RunParts(props: RunPartsProps) {
  const { run, steps, messages, notes, ahead, fates, elsewhere = none, Message, Thoughts } = props
  const parts = useMemo(() => runPartsOf(steps, messages), [steps, messages])
  return (
    <>
      {parts.map((part) => {
        const note = notes.get(part.type === 'calls' ? part.id : part.stepId)
        return (
          <Fragment key={part.id}>
            {note && <Thoughts run={run} note={note} isLive={false} />}
            {part.type === 'calls' ? (
              <ToolCalls {...part} {...{ run, fates, elsewhere }} />
            ) : part.isReplaced ? (
              <ReplacedMessage>
                <Message message={part.message} isReplaced />
              </ReplacedMessage>
            ) : (
              <Message message={part.message} />
            )}
          </Fragment>
        )
      })}
      {ahead.map((note) => (
        <Thoughts key={note.id} run={run} note={note} isLive={run.status === 'in_progress'} />
      ))}
    </>
  )
}

interface ToolCallsProps {
  readonly run: Run
  readonly step: Step
  readonly isReplaced: boolean
  readonly fates: CallFates
  readonly elsewhere: ReadonlySet<string>
}

/** A turn of calls. */
function ToolCalls({ run, step, isReplaced, fates, elsewhere }: ToolCallsProps) {
  if (step.step_details.type !== 'tool_calls') return null
  return step.step_details.tool_calls
    .filter(({ id }) => !elsewhere.has(id))
    .map((call) => (
      <ToolCallItem
        key={call.id}
        call={call}
        status={step.status}
        fate={byId(fates, call.id)}
        isReplaced={isReplaced}
        isCalling={run.status === 'in_progress'}
      />
    ))
}
