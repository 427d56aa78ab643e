import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { NewEndpointPage } from '@/components/models/endpoint-page'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('models')
  return { title: t('new_title') }
}

export default function NewEndpoint() {
  return <NewEndpointPage />
}
