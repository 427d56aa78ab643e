'use client'

import { useTranslations } from 'next-intl'
import { CodeBlock } from '@/components/ui/code-block'
import { useOrigin } from '@/components/use-origin'
import { SideSection } from './side-section'

/** Where SDKs find this server. */
export function OwnCode() {
  const t = useTranslations('overview')
  const origin = useOrigin()
  return (
    <SideSection title={t('own_code')}>
      <p className="py-1 text-muted">{t('own_code_text')}</p>
      <CodeBlock code={`${origin}/v1`} label={t('base_url')} />
    </SideSection>
  )
}
