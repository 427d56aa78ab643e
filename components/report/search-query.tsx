'use client'

import { useTranslations } from 'next-intl'
import { JsonBlock } from '@/components/json/json-block'
import { parsedJsonOf } from '@/lib/inspector/example-output'
import type { FileSearchCall } from '@/lib/protocol/step'
import { useHostedCall } from './use-hosted-call'

/** What a file search was asked: the protocol's objects do not tell it. */
export function SearchQuery({ call }: { call: FileSearchCall }) {
  const t = useTranslations('inspector.call')
  const written = useHostedCall(call.id)?.arguments
  if (!written) return <p className="text-row text-muted">{t('no_input')}</p>
  const query = queryIn(written)
  if (query === undefined) return <JsonBlock label={`${t('arguments')} · ${call.id}`} text={written} />
  return (
    <figure className="flex min-w-0 flex-col gap-1">
      <figcaption className="text-meta font-medium text-muted">{t('query')}</figcaption>
      <p dir="auto" className="max-w-prose text-prose wrap-anywhere whitespace-pre-wrap">
        {query}
      </p>
    </figure>
  )
}

/** Undefined where anything else was asked, too. */
function queryIn(text: string): string | undefined {
  const written: unknown = parsedJsonOf(text)
  if (typeof written !== 'object' || written === null || Object.keys(written).length !== 1) return undefined
  return 'query' in written && typeof written.query === 'string' ? written.query : undefined
}
