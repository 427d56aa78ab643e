import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { CapsulePage } from '@/components/capsule/capsule-page'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('capsule.page')
  return { title: t('title') }
}

export default function OpenCapsule() {
  return <CapsulePage />
}
