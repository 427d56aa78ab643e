'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useApi } from '@/components/connection/connection-context'
import { fileUsesQuery } from '@/lib/client/file-queries'
import { FileUseList } from './file-use-list'

/** The server looks for the uses of so many at a time. */
const MAX_ASKED = 100

/** Where files or vector stores are used that are about to be deleted; nothing where nobody has them. */
export function UsesNote({ ids }: { ids: readonly string[] }) {
  const t = useTranslations('files.uses')
  // Those that were asked about when the dialog opened: while they are deleted there are fewer and fewer.
  const { data, isPending } = useQuery(fileUsesQuery(useApi(), ids.slice(0, MAX_ASKED)))
  if (isPending) return <p className="mt-3 text-row text-muted">{t('looking')}</p>
  if (!data || data.data.length === 0) return null
  return (
    <div className="mt-3 flex flex-col gap-1">
      <p className="text-row font-medium">{t('used', { count: ids.length })}</p>
      <div className="max-h-48 overflow-y-auto">
        <FileUseList uses={data} />
      </div>
    </div>
  )
}
