'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { useApi, useConnection } from '@/components/connection/connection-context'
import { useBaseUrl } from '@/components/connection/use-base-url'
import { vectorStorePath } from '@/components/routing/paths'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { exampleStoreMutation } from '@/lib/client/vector-store-mutations'
import { curlOf } from '@/lib/inspector/curl'

/** What stands in place of the first store: what stores are for, and how to begin. */
export function NoStores() {
  const t = useTranslations('stores.empty')
  const baseUrl = useBaseUrl()
  const api = useApi()
  const router = useRouter()
  const { needsToken } = useConnection()
  const create = useMutation(exampleStoreMutation(api, useQueryClient()))
  const file = () => new File([t('example_text')], t('example_file'), { type: 'text/markdown' })
  return (
    <EmptyState
      title={t('title')}
      text={t('text')}
      action={
        <Button
          needs="run"
          busy={create.isPending}
          onClick={() =>
            create.mutate(
              { name: t('example_name'), file: file() },
              { onSuccess: ({ id }) => router.push(vectorStorePath(api.connection, id)) },
            )
          }
        >
          {t('action')}
        </Button>
      }
      curl={curlOf(
        { baseUrl, needsToken },
        { path: '/vector_stores', body: '{"name": "Handbook", "file_ids": ["file-…"]}' },
      )}
    />
  )
}
