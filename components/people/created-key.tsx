'use client'

import { useTranslations } from 'next-intl'
import { useOrigin } from '@/components/connection/use-base-url'
import { CopyButton } from '@/components/ui/copy-button'
import type { CreatedKey } from '@/lib/protocol/people'

/** A key that was just made, with how it is used. Nothing shows it again. */
export function CreatedKeyView({ created: { secret, name } }: { readonly created: CreatedKey }) {
  const t = useTranslations('people.keys.created')
  const baseUrl = `${useOrigin()}/v1`
  return (
    <div className="flex flex-col gap-4 text-prose">
      <p>{t('once', { name })}</p>
      <Copied label={t('key')} text={secret} />
      <Copied label={t('base_url')} text={baseUrl} />
    </div>
  )
}

function Copied({ label, text }: { readonly label: string; readonly text: string }) {
  return (
    <div className="flex flex-col gap-1">
      <span className="text-row font-medium">{label}</span>
      <div className="flex items-start gap-1 rounded-field border border-line bg-sunken py-1 pr-1 pl-2.5">
        <code className="min-w-0 grow py-0.5 font-mono text-row break-all" translate="no" dir="ltr">
          {text}
        </code>
        <CopyButton text={text} label={label} />
      </div>
    </div>
  )
}
