import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { EditEndpointPage } from '@/components/models/endpoint-page'

interface EditEndpointProps {
  readonly params: Promise<{ id: string }>
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('models')
  return { title: t('edit') }
}

export default async function EditEndpoint({ params }: EditEndpointProps) {
  const { id } = await params
  return <EditEndpointPage id={decodeURIComponent(id)} />
}
