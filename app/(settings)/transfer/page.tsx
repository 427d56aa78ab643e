import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { TransferPage } from '@/components/transfer/transfer-page'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('transfer')
  return { title: t('title') }
}

export default function Transfers() {
  return <TransferPage />
}
