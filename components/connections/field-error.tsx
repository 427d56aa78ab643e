'use client'

import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { newModelEndpointPath, transferPath } from '@/components/routing/paths'
import type { ErrorBody } from '@/lib/protocol/error'

const addressReasons = [
  'invalid_url',
  'url_with_credentials',
  'url_with_query',
  'refused_address',
  'switched_off',
  'own_address',
] as const

const otherReasons = ['invalid_key', 'invalid_header', 'invalid_header_value', 'name_taken'] as const

/** Why a field of a server elsewhere was refused; in the server's own words where pages have none for it. */
export function FieldError({ code, param, message }: Pick<ErrorBody, 'code' | 'param' | 'message'>) {
  const t = useTranslations('connections.result')
  const address = addressReasons.find((each) => each === code)
  if (address === 'switched_off') return <SwitchedOff />
  if (address) return t(`reason.${address}`)
  if (code === 'missing_required_parameter' && /^(?:key$|headers\.)/.test(param ?? '')) return t('wrong.enter_again')
  const other = otherReasons.find((each) => each === code)
  return other ? t(`wrong.${other}`) : <span lang="en">{message}</span>
}

/** Two of the ways on are pages of this server. */
function SwitchedOff() {
  const t = useTranslations('connections.result')
  return (
    <>
      {t('reason.switched_off')}{' '}
      <Link prefetch={false} href={newModelEndpointPath} className="underline underline-offset-2">
        {t('wrong.add_endpoint')}
      </Link>{' '}
      ·{' '}
      <Link prefetch={false} href={transferPath} className="underline underline-offset-2">
        {t('wrong.import')}
      </Link>
    </>
  )
}
