import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { EditConnectionPage } from '@/components/connections/connection-page'

interface EditConnectionProps {
  readonly params: Promise<{ id: string }>
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('connections')
  return { title: t('edit') }
}

export default async function EditConnection({ params }: EditConnectionProps) {
  const { id } = await params
  return <EditConnectionPage id={decodeURIComponent(id)} />
}
