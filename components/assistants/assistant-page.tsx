'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { useApi } from '@/components/connection-context'
import { assistantPath, assistantsPath } from '@/components/paths'
import { Page } from '@/components/shell/page'
import { NewThreadButton } from '@/components/threads/new-thread-button'
import { ErrorState } from '@/components/ui/error-state'
import { IdText } from '@/components/ui/id-text'
import { Skeleton } from '@/components/ui/skeleton'
import { toast } from '@/components/ui/toast-store'
import { assistantQuery } from '@/lib/client/queries'
import { AssistantForm } from './assistant-form'
import { AssistantMenu } from './assistant-menu'

/** One assistant: its settings, and a thread with it. */
export function AssistantPage({ id }: { id: string }) {
  const t = useTranslations('assistants')
  const api = useApi()
  const router = useRouter()
  const { data: assistant, error, refetch } = useQuery(assistantQuery(api, id))
  if (!assistant) {
    const back = { href: assistantsPath(api.connection), label: t('title') }
    return (
      <Page title={t('title')}>
        {error ? <ErrorState error={error} onRetry={() => void refetch()} back={back} /> : <Skeleton />}
      </Page>
    )
  }
  return (
    <Page
      title={assistant.name ?? t('unnamed')}
      actions={
        <>
          <IdText id={id} />
          <NewThreadButton assistant={id} />
          <AssistantMenu assistant={assistant} onDeleted={() => router.push(assistantsPath(api.connection))} />
        </>
      }
    >
      <AssistantForm assistant={assistant} onSaved={() => toast(t('form.saved'))} />
    </Page>
  )
}

/** The form for an assistant that is not there yet. */
export function NewAssistantPage() {
  const t = useTranslations('assistants')
  const { connection } = useApi()
  const router = useRouter()
  return (
    <Page title={t('new')}>
      <AssistantForm
        assistant={null}
        onSaved={({ id }) => {
          toast(t('form.created'))
          router.replace(assistantPath(connection, id))
        }}
      />
    </Page>
  )
}
