import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { NewConnectionPage } from '@/components/connections/connection-page'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('connections')
  return { title: t('new_title') }
}

export default function NewConnection() {
  return <NewConnectionPage />
}
