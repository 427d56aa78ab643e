import type { AssistantChoice } from './assistant-choice'
import { rulesAtWork } from '@/lib/run/call-responder'
import type { ThreadState } from './use-thread'

interface ReasonInput {
  readonly thread: Pick<ThreadState, 'active' | 'entries' | 'seen'>
  readonly assistant: AssistantChoice['state']
  /** The options have errors. */
  readonly isBroken: boolean
  readonly isEmpty: boolean
}

/** Why nothing can be sent now, as a key of the catalogue under thread.composer.reason; null when it can. */
export function reasonOf({ thread, assistant, isBroken, isEmpty }: ReasonInput) {
  if (thread.active?.status === 'requires_action' && !isWithRules(thread)) return 'requires_action'
  if (thread.active) return 'active'
  if (assistant !== 'chosen') return missing[assistant]
  if (isBroken) return 'options'
  return isEmpty && !canRerun(thread) ? 'empty' : null
}

const missing = {
  loading: 'assistant_loading',
  gone: 'assistant_gone',
  failed: 'assistant_failed',
  refused: 'key_refused',
  none: 'no_assistant',
} as const satisfies Record<Exclude<AssistantChoice['state'], 'chosen'>, string>

/** Nobody has to do anything for the active run. */
function isWithRules({ active, seen }: ReasonInput['thread']): boolean {
  const view = seen.find(({ run }) => run?.id === active?.id)
  return view?.run ? rulesAtWork(view.run, view.responders).length > 0 : false
}

/** A thread that ends with a user's message, or with a run that did not complete, can be run as it is. */
function canRerun({ entries }: ReasonInput['thread']): boolean {
  const last = entries.at(-1)
  if (last?.type === 'run') return last.run.status !== 'completed'
  return last?.message.role === 'user'
}
