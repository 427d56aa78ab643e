import type { StreamEvent } from '@/lib/protocol/event'
import type { Message } from '@/lib/protocol/message'
import type { LastError } from '@/lib/protocol/run'
import type { Step } from '@/lib/protocol/step'
import type { RunView } from './fold'
import { enter } from './machine'
import { completeMessage, completeStep } from './run-objects'
import { usageOf, usageOfStep } from './usage'

/** How a run ends before its time. */
export type Ending =
  | { readonly to: 'cancelled' | 'expired' }
  | { readonly to: 'failed'; readonly last_error: LastError }

/** How a run ends that another service executes. */
export type AnyEnding = Ending | { readonly to: 'completed' }

const messageReason = {
  cancelled: 'run_cancelled',
  expired: 'run_expired',
  failed: 'run_failed',
} as const satisfies Record<Ending['to'], string>

/** The events that end a run. What is open is closed first: the message, then the step, then the run. */
export function endingOf(view: RunView, ending: AnyEnding, seconds: number): readonly StreamEvent[] {
  const { run } = view
  if (!run) return []
  const known = usageOf(view)
  const detail = ending.to === 'failed' ? { last_error: ending.last_error } : {}
  const usage = known && known.total_tokens > 0 ? known : null
  return [
    ...closeOpen(view, ending, seconds),
    { event: `thread.run.${ending.to}`, data: enter(run, ending.to, { seconds, usage, ...detail }) },
  ]
}

/** The events that close what is open in a run, message before step: well, or for the reason of its end. */
export const closeOpen = (view: RunView, ending: AnyEnding, seconds: number): readonly StreamEvent[] =>
  ending.to === 'completed' ? completeOpen(view, seconds) : breakOpen(view, ending, seconds)

function completeOpen(view: RunView, seconds: number): readonly StreamEvent[] {
  const { messages, steps } = openIn(view)
  return [
    ...messages.map((message): StreamEvent => ({
      event: 'thread.message.completed',
      data: completeMessage(message, seconds),
    })),
    ...steps.map((step): StreamEvent => ({
      event: 'thread.run.step.completed',
      data: completeStep(step, { seconds, usage: null }),
    })),
  ]
}

/** What of a run is being written. */
export const openIn = ({ run, messages, steps }: RunView) => ({
  messages: messages.filter(({ run_id, status }) => run_id === run?.id && status === 'in_progress'),
  steps: steps.filter(({ status }) => status === 'in_progress'),
})

const replacement: Ending = {
  to: 'failed',
  last_error: {
    code: 'server_error',
    message: 'The server stopped in the middle of this step. The model was asked again; its new answer follows.',
  },
}

/**
 * The events that close what an interrupted leg left open, written when something else takes its place. Of a run that
 * is executed here this is the newest message and the newest step, or nothing.
 */
export const replacementOf = (view: RunView, seconds: number): readonly StreamEvent[] =>
  breakOpen({ ...view, steps: view.steps.slice(-1), messages: view.messages.slice(-1) }, replacement, seconds)

function breakOpen(view: RunView, ending: Ending, seconds: number): readonly StreamEvent[] {
  const { messages, steps } = openIn(view)
  return [
    ...messages.map((message): StreamEvent => ({
      event: 'thread.message.incomplete',
      data: breakMessage(message, ending, seconds),
    })),
    ...steps.map((step): StreamEvent => ({
      event: `thread.run.step.${ending.to}`,
      data: breakStep({ ...step, usage: usageOfStep(view, step) }, ending, seconds),
    })),
  ]
}

const breakMessage = (message: Message, { to }: Ending, seconds: number): Message => ({
  ...message,
  status: 'incomplete',
  incomplete_details: { reason: messageReason[to] },
  incomplete_at: seconds,
})

function breakStep(step: Step, ending: Ending, seconds: number): Step {
  const { to } = ending
  const isFailed = to === 'failed'
  // A step has fewer error codes than a run: `invalid_prompt` becomes `server_error`.
  const code = isFailed && ending.last_error.code === 'rate_limit_exceeded' ? 'rate_limit_exceeded' : 'server_error'
  return {
    ...step,
    status: to,
    expires_at: null,
    ...(to === 'cancelled' && { cancelled_at: seconds }),
    ...(to === 'expired' && { expired_at: seconds }),
    ...(isFailed && { failed_at: seconds, last_error: { code, message: ending.last_error.message } }),
  }
}
