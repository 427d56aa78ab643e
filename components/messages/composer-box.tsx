'use client'

import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useId, useRef, type ComponentProps, type FormEvent, type KeyboardEvent, type ReactNode, type Ref } from 'react'
import { isSend } from '@/components/actions/is-send'
import { useAction } from '@/components/actions/use-action'
import { useApi } from '@/components/connection/connection-context'
import { connectionPath } from '@/components/routing/paths'
import { CancelButton } from '@/components/run/cancel-button'
import { atFoot } from '@/components/ui/at-foot'
import { Button } from '@/components/ui/button'
import { ErrorState } from '@/components/ui/error-state'
import { Textarea } from '@/components/ui/textarea'
import { AttachButton, AttachedFiles } from '@/components/uploads/attach-parts'
import type { Run } from '@/lib/protocol/run'
import { ArrowUp } from './icons'

interface ComposerBoxProps {
  readonly text: string
  /** Where the files of the message are kept, and the tools of the assistant that will answer, where it is known. */
  readonly attach: ComponentProps<typeof AttachedFiles>
  readonly hasFiles: boolean
  readonly onText: (text: string) => void
  /** Why nothing can be sent now, in words; null when it can. */
  readonly reason: ReactNode
  readonly busy: boolean
  readonly onSubmit: () => void
  /** The active run: until it ends the thread takes no message. */
  readonly active: Run | undefined
  readonly postError: unknown
  readonly startError: unknown
  readonly autoFocus?: boolean
  readonly box?: Ref<HTMLTextAreaElement>
  /** Stands above the box. */
  readonly note?: ReactNode
  /** Controls below the text, at the left. */
  readonly children?: ReactNode
}

/** The box for writing a message: Enter sends; errors are shown above it, why nothing can be sent below. */
export function ComposerBox(props: ComposerBoxProps) {
  const { text, onText, attach, reason, busy, active, postError, startError, box, note, children } = props
  const t = useTranslations('thread.composer')
  const reasonId = useId()
  const form = useWriteAction()
  const isRerun = text.trim() === '' && !props.hasFiles && reason === null

  const submit = () => reason === null && !busy && props.onSubmit()

  return (
    <form
      ref={form}
      data-tour="composer"
      aria-label={t('title')}
      onSubmit={(event: FormEvent) => (event.preventDefault(), submit())}
      className="mx-auto flex w-full max-w-[46rem] print:hidden! flex-col gap-2 px-4 pb-3"
    >
      <Errors postError={postError} startError={startError} isPosted={text === ''} />
      {note}
      <div
        ref={atFoot}
        className={`flex flex-col gap-1 rounded-dialog border border-control bg-surface p-2 outline-offset-2 outline-ink
          has-[textarea:focus-visible]:outline-2`}
      >
        <AttachedFiles {...attach} />
        <Textarea
          ref={box}
          data-takes-focus
          aria-label={t('message')}
          autoFocus={props.autoFocus}
          aria-describedby={reason ? reasonId : undefined}
          placeholder={t('placeholder')}
          rows={2}
          value={text}
          onChange={(event) => onText(event.target.value)}
          onKeyDown={(event) => isSending(event) && (event.preventDefault(), submit())}
          className="min-h-14 short:min-h-10 resize-none border-transparent bg-transparent text-prose shadow-none! outline-none!"
        />
        <div className="flex flex-wrap items-center gap-2">
          <AttachButton place={attach.place} />
          {children}
          <span className="ml-auto flex flex-wrap items-center justify-end gap-2">
            {active && <CancelButton key={active.id} run={active} />}
            <Button look="primary" type="submit" disabled={reason !== null} busy={busy}>
              {isRerun ? t('run') : t('send')}
              <ArrowUp size={14} aria-hidden />
            </Button>
          </span>
        </div>
      </div>
      <p id={reasonId} className="min-h-4 text-meta text-muted short:min-h-0">
        {reason ?? <Hint>{isRerun ? t('hint_run') : <SendHint />}</Hint>}
      </p>
    </form>
  )
}

interface ErrorsProps extends Pick<ComposerBoxProps, 'postError' | 'startError'> {
  readonly isPosted: boolean
}

function Errors({ postError, startError, isPosted }: ErrorsProps) {
  const t = useTranslations('thread.composer')
  return (
    <>
      {postError !== null && <ErrorState error={postError} compact />}
      {startError !== null && isPosted && <p className="text-row">{t('posted')}</p>}
      {startError !== null && <ErrorState error={startError} compact />}
    </>
  )
}

/** The form, whose box a shortcut leads to. */
function useWriteAction() {
  const t = useTranslations('shortcuts.name')
  const form = useRef<HTMLFormElement>(null)
  const run = () => form.current?.querySelector('textarea')?.focus()
  useAction({ id: 'write', label: t('write'), shortcut: 'write', run })
  return form
}

/** A hint for screen readers only where there is little room. */
const Hint = ({ children }: { children: ReactNode }) => <span className="short:sr-only">{children}</span>

/** How a message is sent: by Enter, or on a touch screen by the button. */
function SendHint() {
  const t = useTranslations('thread.composer')
  return (
    <>
      <span className="pointer-coarse:hidden">{t('hint')}</span>
      <span className="hidden pointer-coarse:inline">{t('hint_touch')}</span>
    </>
  )
}

/** Why nothing can be sent while nothing is written. */
export function EmptyReason() {
  const t = useTranslations('thread.composer.reason')
  return <Hint>{t.rich('empty', { hint: () => <SendHint /> })}</Hint>
}

/** The backend does not accept the connection's key: where it is entered. */
export function KeyReason() {
  const t = useTranslations('thread.composer.reason')
  const { connection } = useApi()
  return t.rich('key_refused', {
    edit: (words) => (
      <Link prefetch={false} href={connectionPath(connection)} className="underline underline-offset-2">
        {words}
      </Link>
    ),
  })
}

/** While an input method composes, Enter takes its candidate: Safari tells by the key code only. */
const isSending = (event: KeyboardEvent) =>
  isSend(event) && !event.nativeEvent.isComposing && event.keyCode !== 229 && !isNewLine(event)

/** Keyboards of touch screens have no Shift+Enter: there Enter begins a line. */
const isNewLine = ({ ctrlKey, metaKey }: KeyboardEvent) =>
  !ctrlKey && !metaKey && matchMedia('(pointer: coarse)').matches
