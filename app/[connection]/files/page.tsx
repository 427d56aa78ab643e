import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { FilesPage } from '@/components/files/files-page'
import { Prefetched } from '@/components/shell/prefetched'
import { filesQuery } from '@/lib/client/file-queries'
import { prefetch } from '../../prefetch'

interface FilesProps {
  readonly params: Promise<{ connection: string }>
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('files')
  return { title: t('title') }
}

export default async function Files({ params, searchParams }: FilesProps) {
  const [{ connection }, { sort, purpose }] = await Promise.all([params, searchParams])
  const order = sort === 'created.asc' ? 'asc' : 'desc'
  const state = await prefetch(connection, (client, api) =>
    client.prefetchInfiniteQuery(filesQuery(api, { order, purpose: [purpose].flat()[0] ?? '' })),
  )
  return (
    <Prefetched state={state}>
      <FilesPage />
    </Prefetched>
  )
}
