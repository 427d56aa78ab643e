import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { FilePage } from '@/components/files/file-page'
import { plainName } from '@/components/names/plain-name'
import { Prefetched } from '@/components/shell/prefetched'
import { fileQuery } from '@/lib/client/queries'
import { prefetch, titleOf } from '../../../prefetch'

interface FileProps {
  readonly params: Promise<{ connection: string; fileId: string }>
}

export async function generateMetadata({ params }: FileProps): Promise<Metadata> {
  const [{ connection, fileId }, t] = await Promise.all([params, getTranslations('files')])
  return titleOf(connection, (api) => api.files.get(fileId), {
    of: ({ filename }) => plainName(filename),
    otherwise: t('title'),
  })
}

export default async function File({ params }: FileProps) {
  const { connection, fileId } = await params
  const state = await prefetch(connection, (client, api) => client.prefetchQuery(fileQuery(api, fileId)))
  return (
    <Prefetched state={state}>
      <FilePage key={fileId} id={fileId} />
    </Prefetched>
  )
}
