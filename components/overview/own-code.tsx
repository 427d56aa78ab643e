'use client'

import { useTranslations } from 'next-intl'
import { useBaseUrl } from '@/components/connection/use-base-url'
import { CodeBlock } from '@/components/ui/code-block'
import { SideSection } from './side-section'

/** Where SDKs find this server. */
export function OwnCode() {
  const t = useTranslations('overview')
  const baseUrl = useBaseUrl()
  return (
    <SideSection title={t('own_code')}>
      <p className="py-1 text-muted">{t('own_code_text')}</p>
      <CodeBlock code={baseUrl} label={t('base_url')} />
    </SideSection>
  )
}
