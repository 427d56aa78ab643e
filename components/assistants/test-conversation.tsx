'use client'

import { useTranslations } from 'next-intl'
import { useMemo, useRef, type RefObject } from 'react'
import { ComposerBox, EmptyReason } from '@/components/messages/composer-box'
import { ComposerOptions } from '@/components/messages/composer-options'
import { reasonOf } from '@/components/messages/composer-reason'
import { Conversation } from '@/components/messages/conversation'
import { useMessageDraft, type MessageDraft } from '@/components/messages/use-message-draft'
import { useThread, type ThreadState } from '@/components/messages/use-thread'
import { useListed } from '@/components/names/use-listed'
import { useSearchParam } from '@/components/routing/use-search-param'
import type { RunOption } from '@/components/run-options/run-options'
import { useRunOptions } from '@/components/run-options/use-run-options'
import { StatusAnnouncer } from '@/components/run/status-announcer'
import { useMarkdown } from '@/components/text/late-markdown'
import { Button } from '@/components/ui/button'
import { ErrorState } from '@/components/ui/error-state'
import { Permitted, useMay } from '@/components/ui/permissions'
import { Skeleton } from '@/components/ui/skeleton'
import { useDraftWithFiles } from '@/components/uploads/attached'
import type { Assistant } from '@/lib/protocol/assistant'
import { isNotFound } from '@/lib/protocol/error'
import { asDrafted, hasRunProblem, overridesOf, type RunSetting } from './draft-run'
import { TestHeader } from './test-header'
import type { AssistantFormState } from './use-assistant-form'
import { useTestSend } from './use-test-send'

export interface TestConversationProps {
  readonly assistant: Assistant
  readonly form: AssistantFormState
  /** Moves the focus to what is wrong with the settings. */
  readonly onShowProblems: () => void
}

/** A thread in which the assistant is tried as its form stands, saved or not. */
export function TestConversation({ assistant, form, onShowProblems }: TestConversationProps) {
  useMarkdown(true)
  const [param, setThread] = useSearchParam('thread')
  const threadId = param || null
  const thread = useThread(threadId)
  const draft = useMessageDraft(`test:${assistant.id}`)
  const box = useRef<HTMLTextAreaElement>(null)
  const last = thread.entries.findLast((entry) => entry.type === 'run')
  const isHere = threadId === null || (thread.messages.isSuccess && thread.runs.isSuccess)
  const nextRun = useNextRun(assistant, form)
  const offer = (example: string) => (draft.write(example), box.current?.focus())

  return (
    <>
      <TestHeader
        threadId={threadId}
        assistant={nextRun.next}
        id={assistant.id}
        onStartOver={() => (setThread(''), box.current?.focus())}
      />
      <StatusAnnouncer key={last?.id} entry={last} />
      {isHere ? (
        <Conversation name={`test:${threadId}`} thread={thread} empty={<EmptyTest onExample={offer} />} />
      ) : (
        <NotYet thread={thread} />
      )}
      <Permitted to="run">
        <TestComposer
          {...{ assistant, onShowProblems, threadId, thread, draft, nextRun, box }}
          isReady={isHere && form.checked === form.draft}
          onThread={(id) => setThread(id, 'replace')}
        />
      </Permitted>
    </>
  )
}

interface TestComposerProps extends Pick<TestConversationProps, 'assistant' | 'onShowProblems'> {
  readonly threadId: string | null
  readonly thread: ThreadState
  readonly draft: MessageDraft
  readonly nextRun: ReturnType<typeof useNextRun>
  readonly box: RefObject<HTMLTextAreaElement | null>
  readonly isReady: boolean
  readonly onThread: (id: string) => void
}

/** Writes to the assistant as its form stands. */
function TestComposer(props: TestComposerProps) {
  const { assistant, onShowProblems, threadId, thread, draft, nextRun, box, isReady, onThread } = props
  const t = useTranslations('thread.composer.reason')
  const { text, write, takeOut } = draft
  const { broken, next, overrides } = nextRun
  const { sendTest, isSending, postError, startError, started } = useTestSend(threadId, onThread)
  const place = `test:${assistant.id}`
  const tools = next?.tools
  const options = useRunOptions({ name: `options:${place}`, tools, error: startError, sent: started })
  const { hasFiles, isEmpty, ...files } = useDraftWithFiles({ place, text, tools })
  const reason = useReason({ thread, isReady, broken, isBroken: options.isBroken, isEmpty, onShowProblems })

  function submit() {
    const run = { assistant_id: assistant.id, ...overrides, ...options.body }
    sendTest({ message: files.message(), run, onPosted: () => (takeOut(text), files.takeOutFiles()) })
  }

  return (
    <ComposerBox
      box={box}
      text={text}
      onText={write}
      attach={{ place, tools }}
      hasFiles={hasFiles}
      reason={reason ?? (files.reason && t(files.reason))}
      busy={isSending}
      onSubmit={submit}
      active={thread.active}
      postError={postError}
      startError={startError}
      note={broken ? null : <UsedSettings overrides={overrides} />}
    >
      <ComposerOptions state={options} without={onForm} />
    </ComposerBox>
  )
}

/** The assistant as the next run would have it, and the settings that its request overrides. */
function useNextRun(assistant: Assistant, { checked, problems }: AssistantFormState) {
  return useMemo(() => {
    const broken = hasRunProblem(problems)
    if (broken) return { broken, next: undefined, overrides: {} }
    return { broken, next: asDrafted(checked, assistant), overrides: overridesOf(checked, assistant) }
  }, [assistant, checked, problems])
}

/** The settings that the form beside the test has. */
const onForm: readonly RunOption[] = ['model', 'instructions', 'temperature', 'top_p', 'response_format']

interface ReasonInput {
  readonly thread: ThreadState
  /** The active run of the thread, if any, and the problems of the settings are known. */
  readonly isReady: boolean
  readonly broken: boolean
  /** The options of the run cannot be sent as they are. */
  readonly isBroken: boolean
  readonly isEmpty: boolean
  readonly onShowProblems: () => void
}

/** Why nothing can be sent now. Problems of the settings come first, with a link to them. */
function useReason({ thread, isReady, broken, isBroken, isEmpty, onShowProblems }: ReasonInput) {
  const t = useTranslations('assistants.test')
  const composer = useTranslations('thread.composer.reason')
  if (broken) {
    return (
      <span data-status="failed" className="inline-flex flex-wrap items-center gap-x-2 font-medium text-tone">
        {t('broken')}
        <button type="button" className="touch rounded-chip underline" onClick={onShowProblems}>
          {t('show_problems')}
        </button>
      </span>
    )
  }
  if (isNotFound(thread.messages.error)) return composer('thread_gone')
  if (!isReady) return t('loading')
  const reason = reasonOf({ thread, assistant: 'chosen', isBroken, isEmpty })
  return reason === 'empty' ? <EmptyReason /> : reason && composer(reason)
}

/** Which settings the next run takes: the saved ones, or some that are not saved. */
function UsedSettings({ overrides }: { overrides: Readonly<Partial<Record<RunSetting, unknown>>> }) {
  const t = useTranslations('assistants.test')
  const listed = useListed('sentence')
  const changed = (Object.keys(overrides) as RunSetting[]).map((name) => t(`setting.${name}`))
  return (
    <p role="status" className="flex items-baseline gap-2 text-row">
      <span
        aria-hidden
        className={`size-2 shrink-0 rounded-full border border-ink ${changed.length > 0 ? 'bg-ink' : ''}`}
      />
      {changed.length > 0 ? t('unsaved', { settings: listed(changed) }) : t('saved')}
    </p>
  )
}

function EmptyTest({ onExample }: { onExample: (text: string) => void }) {
  const t = useTranslations('assistants.test')
  const example = useTranslations('thread.empty')
  const may = useMay()
  return (
    <div className="flex flex-col items-start gap-3 py-6">
      <p className="text-prose text-muted">{t(may('run') ? 'empty' : 'may_not')}</p>
      <Button needs="run" onClick={() => onExample(example('example'))}>
        {example('use_example')}
      </Button>
    </div>
  )
}

function NotYet({ thread: { messages, runs } }: { thread: ThreadState }) {
  const error = messages.error ?? runs.error
  return (
    <div className="min-h-0 flex-1 overflow-hidden px-4">
      {error ? (
        <ErrorState error={error} onRetry={() => void Promise.all([messages.refetch(), runs.refetch()])} compact />
      ) : (
        <Skeleton />
      )}
    </div>
  )
}
