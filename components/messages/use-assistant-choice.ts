'use client'

import { useState } from 'react'
import { useAssistants } from '@/components/assistant-select/use-assistants'
import { useRemembered } from '@/components/kept/use-remembered'
import { choiceOf, wishOf } from './assistant-choice'
import type { ThreadState } from './use-thread'

interface ChoiceInput {
  readonly threadId: string
  /** Asked for by the address. */
  readonly preferred: string
  readonly thread: Pick<ThreadState, 'runs' | 'summaries'>
}

/**
 * Which assistant runs next on a thread: the one picked here, else the one the address asks for, else the one this
 * browser remembers for the thread, else the latest run's; the newest on a thread without any of these.
 */
export function useAssistantChoice({ threadId, preferred, thread: { runs, summaries } }: ChoiceInput) {
  const [remembered, remember] = useRemembered(`assistant:${threadId}`)
  const [picked, setPicked] = useState('')
  const latest = summaries[0]?.run.assistant_id ?? (runs.isSuccess ? '' : undefined)
  const wish = wishOf({ picked, preferred, remembered, latest })
  const { list, missing, options } = useAssistants(wish ?? '')
  const error = wish ? missing : wish === '' ? list.error : runs.error
  const choice = choiceOf({ wish, options, isListed: list.isSuccess, error })
  function pick(id: string) {
    setPicked(id)
    remember(id)
  }
  return { choice, options, pick }
}
