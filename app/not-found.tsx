import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { NotFound } from '@/components/shell/not-found'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('errors.page_not_found')
  return { title: t('title') }
}

export default function RootNotFound() {
  return (
    <main>
      <NotFound />
    </main>
  )
}
