'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode, Ref } from 'react'
import { useRunOptions } from '@/components/run-options/use-run-options'
import { Permitted } from '@/components/ui/permissions'
import { useDraftWithFiles } from '@/components/uploads/attached'
import { AssistantPicker } from './assistant-picker'
import { ComposerBox, EmptyReason, KeyReason } from './composer-box'
import { ComposerOptions } from './composer-options'
import { reasonOf } from './composer-reason'
import { useAssistantChoice } from './use-assistant-choice'
import type { MessageDraft } from './use-message-draft'
import { useSend } from './use-send'
import type { ThreadState } from './use-thread'

interface ComposerProps {
  readonly threadId: string
  readonly thread: ThreadState
  /** Whether the thread was deleted meanwhile, here or by its server, or is about to be, which can be undone. */
  readonly gone: 'thread_gone' | 'thread_gone_there' | 'thread_deleting' | null
  readonly draft: MessageDraft
  /** The assistant that the address asks for, or an empty string. */
  readonly preferred: string
  readonly autoFocus: boolean
  readonly box: Ref<HTMLTextAreaElement>
}

/** Writes a message and starts a run on it, or says why that is not possible. Absent for who may run nothing. */
export const Composer = (props: ComposerProps) => (
  <Permitted to="run">
    <Writing {...props} />
  </Permitted>
)

function Writing(props: ComposerProps) {
  const { threadId, thread, gone, draft, preferred, autoFocus, box } = props
  const t = useTranslations('thread.composer.reason')
  const { text, write, takeOut } = draft
  const { choice, options: assistants, pick } = useAssistantChoice({ threadId, preferred, thread })
  const { send, isSending, postError, startError, started } = useSend()
  const tools = choice.state === 'chosen' ? choice.assistant.tools : undefined
  const place = `message:${threadId}`
  const { hasFiles, isEmpty, ...files } = useDraftWithFiles({ place, text, tools })
  const state = useRunOptions({ name: `options:${threadId}`, tools, error: startError, sent: started })
  const { isBroken, body } = state
  const reason = gone ?? reasonOf({ thread, assistant: choice.state, isBroken, isEmpty }) ?? files.reason

  function submit() {
    if (choice.state !== 'chosen') return
    const run = { assistant_id: choice.assistant.id, ...body }
    const onPosted = () => (takeOut(text), files.takeOutFiles(), clearAddress())
    void send({ thread: threadId, message: files.message(), run, onPosted })
  }

  return (
    <ComposerBox
      text={text}
      onText={write}
      attach={{ place, tools }}
      hasFiles={hasFiles}
      reason={reasons[reason ?? ''] ?? (reason && t(reason))}
      busy={isSending}
      onSubmit={submit}
      active={thread.active}
      postError={postError}
      startError={startError}
      autoFocus={autoFocus}
      box={box}
    >
      <AssistantPicker choice={choice} options={assistants} onPick={pick} />
      <ComposerOptions state={state} />
    </ComposerBox>
  )
}

/** Those that are more than text. */
const reasons: Readonly<Record<string, ReactNode>> = { empty: <EmptyReason />, key_refused: <KeyReason /> }

/** After sending, the address must not offer the same message again. */
function clearAddress() {
  const url = new URL(window.location.href)
  if (!url.searchParams.has('draft')) return
  url.searchParams.delete('draft')
  window.history.replaceState(null, '', url)
}
