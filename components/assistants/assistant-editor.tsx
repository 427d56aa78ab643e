'use client'

import { useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { Suspense, type ReactNode } from 'react'
import { useApi } from '@/components/connection/connection-context'
import { late } from '@/components/late/late'
import { assistantPath, assistantsPath } from '@/components/routing/paths'
import { useSearchParam } from '@/components/routing/use-search-param'
import { BreadcrumbsBeside } from '@/components/shell/breadcrumbs'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { toast } from '@/components/ui/toast-store'
import type { Assistant } from '@/lib/protocol/assistant'
import { AssistantForm } from './assistant-form'
import { useAssistantForm, type AssistantFormState } from './use-assistant-form'

const TestPanel = late(() => import('./test-panel').then((file) => file.TestPanel))

interface AssistantEditorProps {
  /** null = a new one. */
  readonly assistant: Assistant | null
  readonly title: string
  /** Somebody has deleted it meanwhile. */
  readonly isDeleted?: boolean
  /** Shown beside the title; they may read what is not saved. */
  readonly actions?: (form: AssistantFormState) => ReactNode
}

/** The settings of an assistant with a test of them beside; where there is no room for both, one or the other. */
export function AssistantEditor({ assistant, title, isDeleted = false, actions }: AssistantEditorProps) {
  const t = useTranslations('assistants')
  const { connection } = useApi()
  const router = useRouter()
  const [view, setView] = useSearchParam('view')
  const form = useAssistantForm(assistant)
  const isTest = view === 'test'

  function onSaved({ id }: Assistant, next?: 'test') {
    const isNew = id !== assistant?.id
    toast(t(isNew ? 'form.created' : 'form.saved'))
    if (isNew) router.replace(assistantPath(connection, id, { view: next }))
  }
  function showProblems() {
    setView('')
    form.review()
  }
  function createAndTest() {
    // The settings show why it cannot be created.
    setView('', 'replace')
    form.save((saved) => onSaved(saved, 'test'))
  }

  return (
    <div data-fills={isTest && assistant ? 'conversation' : 'form'} className="flex min-h-0 flex-1 flex-col">
      <header className="flex min-h-14 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-4 py-2 wide:px-6">
        <BreadcrumbsBeside trail={[{ href: assistantsPath(connection), label: t('title') }]} />
        <h1 dir="auto" className="min-w-0 flex-1 truncate text-left text-section">
          {title}
        </h1>
        {actions?.(form)}
        <ViewSwitch isTest={isTest} onView={setView} />
      </header>
      <div className="grid min-h-0 flex-1 min-[75rem]:grid-cols-[minmax(0,1fr)_minmax(26rem,36%)]">
        <div className={`flex min-h-0 min-w-0 flex-col ${isTest ? 'max-[74.999rem]:hidden' : ''}`}>
          <AssistantForm assistant={assistant} form={form} isDeleted={isDeleted} isHidden={isTest} onSaved={onSaved} />
        </div>
        <section
          aria-label={t('test.title')}
          className={`relative flex min-h-0 min-w-0 flex-col border-line min-[75rem]:border-l ${isTest ? '' : 'max-[74.999rem]:hidden'}`}
        >
          {assistant ? (
            <Suspense>
              <TestPanel assistant={assistant} form={form} onShowProblems={showProblems} />
            </Suspense>
          ) : (
            <TestOfNew busy={form.busy} onCreate={createAndTest} />
          )}
        </section>
      </div>
    </div>
  )
}

function ViewSwitch({ isTest, onView }: { isTest: boolean; onView: (view: string) => void }) {
  const t = useTranslations('assistants.view')
  const look = (isOn: boolean) =>
    `touch h-8 flex-1 rounded-field px-3 text-row ${isOn ? 'bg-sunken font-medium text-ink' : 'text-muted hover:text-ink'}`
  return (
    <div role="group" aria-label={t('title')} className="flex gap-1 max-wide:w-full min-[75rem]:hidden">
      <button type="button" aria-pressed={!isTest} className={look(!isTest)} onClick={() => onView('')}>
        {t('settings')}
      </button>
      <button type="button" aria-pressed={isTest} className={look(isTest)} onClick={() => onView('test')}>
        {t('test')}
      </button>
    </div>
  )
}

/** A run belongs to an assistant that the server knows, so a new one is made first. */
function TestOfNew({ busy, onCreate }: { busy: boolean; onCreate: () => void }) {
  const t = useTranslations('assistants.test')
  return (
    <div className="overflow-y-auto px-4 min-[75rem]:px-6">
      <EmptyState
        title={t('new.title')}
        text={t('new.text')}
        action={
          <Button busy={busy} onClick={onCreate}>
            {t('new.action')}
          </Button>
        }
      />
    </div>
  )
}
