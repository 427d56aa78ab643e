import type { Message } from '@/lib/protocol/message'
import type { Run } from '@/lib/protocol/run'
import type { Step, StepDetails } from '@/lib/protocol/step'

interface Birth {
  readonly id: string
  readonly seconds: number
}

/** A message as it is when a run begins to write it. */
export const newAnswer = (run: Run, { id, seconds }: Birth): Message => ({
  id,
  object: 'thread.message',
  created_at: seconds,
  thread_id: run.thread_id,
  status: 'in_progress',
  incomplete_details: null,
  completed_at: null,
  incomplete_at: null,
  role: 'assistant',
  content: [],
  assistant_id: run.assistant_id,
  run_id: run.id,
  attachments: [],
  metadata: {},
})

/** A step as it is when its turn begins. */
export const newStep = (run: Run, details: StepDetails, { id, seconds }: Birth): Step => ({
  id,
  object: 'thread.run.step',
  created_at: seconds,
  assistant_id: run.assistant_id,
  thread_id: run.thread_id,
  run_id: run.id,
  type: details.type,
  status: 'in_progress',
  step_details: details,
  last_error: null,
  expires_at: run.expires_at,
  expired_at: null,
  cancelled_at: null,
  failed_at: null,
  completed_at: null,
  metadata: {},
  usage: null,
})

/** A step that has completed. */
export const completeStep = (step: Step, { seconds, usage }: { seconds: number; usage: Step['usage'] }): Step => ({
  ...step,
  status: 'completed',
  completed_at: seconds,
  expires_at: null,
  usage,
})

/** A message that was written whole. */
export const completeMessage = (message: Message, seconds: number): Message => ({
  ...message,
  status: 'completed',
  completed_at: seconds,
})
