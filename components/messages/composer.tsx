'use client'

import { useTranslations } from 'next-intl'
import { useState, type Dispatch, type SetStateAction } from 'react'
import { AssistantPicker } from './assistant-picker'
import { ComposerBox } from './composer-box'
import { ComposerOptions, noOptions, runOptionsOf } from './composer-options'
import { reasonOf } from './composer-reason'
import { useAssistantChoice } from './use-assistant-choice'
import { sentTextOf } from './sent-text'
import { useSend } from './use-send'
import type { ThreadState } from './use-thread'

interface ComposerProps {
  readonly threadId: string
  readonly thread: ThreadState
  readonly draft: string
  /** The assistant that the address asks for, or an empty string. */
  readonly preferred: string
}

/**
 * Writes a message and starts a run on it. When that cannot be, it says why.
 * Props: threadId, thread, draft, preferred.
 */
export function Composer({ threadId, thread, draft, preferred }: ComposerProps) {
  const t = useTranslations('thread.composer.reason')
  const [text, setText] = useState(draft)
  const [options, setOptions] = useState(noOptions)
  const { choice, options: assistants, pick, startChoosing } = useAssistantChoice({ threadId, preferred, thread })
  const { send, isSending, postError, startError } = useSend()
  const reason = reasonOf({ thread, assistant: choice.state, isEmpty: text.trim() === '' })

  function submit() {
    if (choice.state !== 'chosen') return
    const run = { assistant_id: choice.assistant.id, ...runOptionsOf(options) }
    send({ thread: threadId, text: sentTextOf(text), run, onPosted: () => clearDraft(text, setText) })
  }

  return (
    <ComposerBox
      text={text}
      onText={setText}
      reason={reason && t(reason)}
      busy={isSending}
      onSubmit={submit}
      active={thread.active}
      postError={postError}
      startError={startError}
      autoFocus={draft !== ''}
    >
      <AssistantPicker choice={choice} options={assistants} onPick={pick} onChoosing={startChoosing} />
      <ComposerOptions options={options} onOptions={setOptions} />
    </ComposerBox>
  )
}

/** Takes what was sent out of the box, and leaves what was written behind it meanwhile. */
function clearDraft(sent: string, setText: Dispatch<SetStateAction<string>>) {
  setText((text) => (text.startsWith(sent) ? text.slice(sent.length) : text))
  // The address must not bring back on reload what has been sent.
  const url = new URL(window.location.href)
  url.searchParams.delete('draft')
  window.history.replaceState(null, '', url)
}
