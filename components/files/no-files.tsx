'use client'

import { useTranslations } from 'next-intl'
import { useConnection } from '@/components/connection/connection-context'
import { useBaseUrl } from '@/components/connection/use-base-url'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { curlOf } from '@/lib/inspector/curl'

/** The smallest file that shows what files are for. */
const example = () =>
  new File(['month,orders,returns\nJanuary,120,6\nFebruary,95,4\nMarch,143,9\n'], 'orders.csv', { type: 'text/csv' })

/** What stands in place of the first file: what files are for, and how to begin. */
export function NoFiles({ onFiles }: { onFiles: (files: File[]) => void }) {
  const t = useTranslations('files.empty')
  const baseUrl = useBaseUrl()
  const { needsToken } = useConnection()
  return (
    <EmptyState
      title={t('title')}
      text={t('text')}
      action={
        <Button needs="run" onClick={() => onFiles([example()])}>
          {t('action')}
        </Button>
      }
      curl={curlOf({ baseUrl, needsToken }, { path: '/files', form: ['purpose=assistants', 'file=@orders.csv'] })}
    />
  )
}
