import type { StreamEvent } from '@/lib/protocol/event'
import type { Message } from '@/lib/protocol/message'
import type { LastError } from '@/lib/protocol/run'
import type { Step } from '@/lib/protocol/step'
import { move } from './machine'
import type { RunView } from './fold'
import { usageOf } from './usage'

export type Ending =
  | { readonly to: 'cancelled' | 'expired' }
  | { readonly to: 'failed'; readonly last_error: LastError }

const messageReason = {
  cancelled: 'run_cancelled',
  expired: 'run_expired',
  failed: 'run_failed',
} as const satisfies Record<Ending['to'], string>

/** The events that end a run early. What is open is closed first: the message, then the step, then the run. */
export function endingOf(view: RunView, ending: Ending, seconds: number): readonly StreamEvent[] {
  const { run } = view
  if (!run) return []
  const known = usageOf(view)
  const detail = ending.to === 'failed' ? { last_error: ending.last_error } : {}
  const usage = known && known.total_tokens > 0 ? known : null
  return [
    ...breakOpen(view, ending, seconds),
    { event: `thread.run.${ending.to}`, data: move(run, ending.to, { seconds, usage, ...detail }) },
  ]
}

const replacement: Ending = {
  to: 'failed',
  last_error: {
    code: 'server_error',
    message: 'The server stopped in the middle of this step. The model was asked again; its new answer follows.',
  },
}

/** The events that close what an interrupted leg left open, written when something else takes its place. */
export const replacementOf = (view: RunView, seconds: number): readonly StreamEvent[] =>
  breakOpen(view, replacement, seconds)

/** The events that close what is open in a run that ends early: the message, then the step. */
export function breakOpen({ run, messages, steps }: RunView, ending: Ending, seconds: number): readonly StreamEvent[] {
  return [
    ...messages
      .filter((message) => message.run_id === run?.id && message.status === 'in_progress')
      .map(
        (message) => ({ event: 'thread.message.incomplete', data: breakMessage(message, ending, seconds) }) as const,
      ),
    ...steps
      .filter((step) => step.status === 'in_progress')
      .map((step) => ({ event: `thread.run.step.${ending.to}`, data: breakStep(step, ending, seconds) }) as const),
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
