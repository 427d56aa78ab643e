'use client'

import { ArrowUp } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useId, useState, type Dispatch, type FormEvent, type KeyboardEvent, type SetStateAction } from 'react'
import { CancelButton } from '@/components/run/cancel-button'
import { Button } from '@/components/ui/button'
import { ErrorState } from '@/components/ui/error-state'
import { Textarea } from '@/components/ui/textarea'
import { AssistantPicker } from './assistant-picker'
import { ComposerOptions, noOptions, runOptionsOf } from './composer-options'
import { useAssistantChoice } from './use-assistant-choice'
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
  const t = useTranslations('thread.composer')
  const [text, setText] = useState(draft)
  const [options, setOptions] = useState(noOptions)
  const choice = useAssistantChoice({ threadId, preferred, latest: thread.summaries[0]?.run.assistant_id })
  const { send, isSending, postError, startError } = useSend(threadId)
  const reasonId = useId()
  const reason = reasonOf({ thread, hasAssistant: choice.chosen !== undefined, isEmpty: text.trim() === '' })
  const isRerun = text.trim() === '' && reason === null

  function submit() {
    if (reason !== null || isSending || !choice.chosen) return
    const run = { assistant_id: choice.chosen.id, ...runOptionsOf(options) }
    send({ text: text.trim(), run, onPosted: () => clearDraft(text, setText) })
  }

  return (
    <form
      aria-label={t('title')}
      onSubmit={(event: FormEvent) => (event.preventDefault(), submit())}
      className="mx-auto flex w-full max-w-[46rem] flex-col gap-2 px-4 pb-3"
    >
      {postError && <ErrorState error={postError} compact />}
      {startError && <StartError error={startError} hasText={text !== ''} />}
      <div
        className={`flex flex-col gap-1 rounded-dialog border border-control bg-surface p-2 outline-offset-2 outline-ink
          has-[textarea:focus-visible]:outline-2`}
      >
        <Textarea
          aria-label={t('message')}
          autoFocus={draft !== ''}
          aria-describedby={reason ? reasonId : undefined}
          placeholder={t('placeholder')}
          rows={2}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => isSendKey(event) && (event.preventDefault(), submit())}
          className="min-h-14 resize-none border-transparent bg-transparent text-prose shadow-none! outline-none!"
        />
        <div className="flex flex-wrap items-center gap-2">
          <AssistantPicker choice={choice} />
          <ComposerOptions options={options} onOptions={setOptions} />
          <span className="ml-auto flex items-center gap-2">
            {thread.active && <CancelButton run={thread.active} />}
            <Button look="primary" type="submit" disabled={reason !== null} busy={isSending}>
              {isRerun ? t('run') : t('send')}
              <ArrowUp size={14} aria-hidden />
            </Button>
          </span>
        </div>
      </div>
      <p id={reasonId} className="min-h-4 text-meta text-muted">
        {reason ? t(`reason.${reason}`) : t(isRerun ? 'hint_run' : 'hint')}
      </p>
    </form>
  )
}

/** Enter alone. While an input method composes, Enter takes its candidate: Safari tells by the key code only. */
const isSendKey = ({ key, shiftKey, keyCode, nativeEvent }: KeyboardEvent) =>
  key === 'Enter' && !shiftKey && !nativeEvent.isComposing && keyCode !== 229

/** Takes what was sent out of the box, and leaves what was written behind it meanwhile. */
function clearDraft(sent: string, setText: Dispatch<SetStateAction<string>>) {
  setText((text) => (text.startsWith(sent) ? text.slice(sent.length) : text))
  // The address must not bring back on reload what has been sent.
  const url = new URL(window.location.href)
  url.searchParams.delete('draft')
  window.history.replaceState(null, '', url)
}

interface ReasonInput {
  readonly thread: ThreadState
  readonly hasAssistant: boolean
  readonly isEmpty: boolean
}

/** Why nothing can be sent now, or null. */
function reasonOf({ thread, hasAssistant, isEmpty }: ReasonInput) {
  if (thread.active?.status === 'requires_action') return 'requires_action'
  if (thread.active) return 'active'
  if (!hasAssistant) return 'no_assistant'
  return isEmpty && !canRerun(thread) ? 'empty' : null
}

/** A thread that ends with a user's message, or with a run that did not complete, can be run as it is. */
function canRerun({ entries }: ThreadState): boolean {
  const last = entries.at(-1)
  if (last?.type === 'run') return last.run.status !== 'completed'
  return last?.message.role === 'user'
}

function StartError({ error, hasText }: { error: unknown; hasText: boolean }) {
  const t = useTranslations('thread.composer')
  return (
    <>
      {!hasText && <p className="text-row">{t('posted')}</p>}
      <ErrorState error={error} compact />
    </>
  )
}
