'use client'

import { useTranslations } from 'next-intl'
import type { ErrorBody } from '@/lib/protocol/error'

const addressReasons = [
  'invalid_url',
  'url_with_credentials',
  'url_with_query',
  'refused_address',
  'switched_off',
] as const

const secretReasons = ['invalid_key', 'invalid_header', 'invalid_header_value'] as const

/** Why a field of a server elsewhere was refused; in the server's own words where pages have none for it. */
export function FieldError({ code, param, message }: Pick<ErrorBody, 'code' | 'param' | 'message'>) {
  const t = useTranslations('connections.result')
  const address = addressReasons.find((each) => each === code)
  if (address) return t(`reason.${address}`)
  if (code === 'missing_required_parameter' && /^(?:key$|headers\.)/.test(param ?? '')) return t('wrong.enter_again')
  const secret = secretReasons.find((each) => each === code)
  return secret ? t(`wrong.${secret}`) : <span lang="en">{message}</span>
}
