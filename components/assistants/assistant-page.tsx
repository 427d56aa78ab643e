'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { useApi } from '@/components/connection/connection-context'
import { DeletingNotice } from '@/components/deletes/deleting-notice'
import { plainName } from '@/components/names/plain-name'
import { BackLink } from '@/components/routing/back-link'
import { assistantsPath } from '@/components/routing/paths'
import { Page } from '@/components/shell/page'
import { PageError } from '@/components/shell/page-error'
import { useTabTitle } from '@/components/shell/use-tab-title'
import { NewThreadButton } from '@/components/threads/new-thread-button'
import { IdText } from '@/components/ui/id-text'
import { NotPermitted } from '@/components/ui/not-permitted'
import { useMay } from '@/components/ui/permissions'
import { Skeleton } from '@/components/ui/skeleton'
import { assistantQuery } from '@/lib/client/queries'
import { isNotFound } from '@/lib/protocol/error'
import { AssistantEditor } from './assistant-editor'
import { AssistantMenu } from './assistant-menu'

/** One assistant: its settings, and a test of them. */
export function AssistantPage({ id }: { id: string }) {
  const t = useTranslations('assistants')
  const api = useApi()
  const router = useRouter()
  const { data: assistant, error, refetch } = useQuery(assistantQuery(api, id))
  const name = assistant && plainName(assistant.name ?? t('unnamed'))
  useTabTitle(name)
  const back = { href: assistantsPath(api.connection), label: t('title') }
  if (!assistant || name === undefined) {
    return error ? (
      <div className="mx-auto w-full max-w-page px-4 wide:px-10">
        <PageError error={error} onRetry={() => void refetch()} back={<BackLink {...back} />} />
      </div>
    ) : (
      <Page title={t('title')}>
        <Skeleton />
      </Page>
    )
  }
  return (
    <>
      <DeletingNotice what="assistant" id={id} />
      <AssistantEditor
        assistant={assistant}
        title={name}
        isDeleted={isNotFound(error)}
        actions={(form) => (
          <div className="flex items-center gap-2">
            <span className="hidden wide:inline">
              <IdText id={id} short />
            </span>
            <NewThreadButton assistant={id} />
            <AssistantMenu
              assistant={assistant}
              form={form}
              onDeleted={() => router.push(assistantsPath(api.connection))}
            />
          </div>
        )}
      />
    </>
  )
}

/** The form for an assistant that is not there yet. */
export function NewAssistantPage() {
  const t = useTranslations('assistants')
  if (useMay()('manage')) return <AssistantEditor assistant={null} title={t('new')} />
  return (
    <Page title={t('new')}>
      <NotPermitted />
    </Page>
  )
}
