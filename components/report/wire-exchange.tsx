'use client'

import { useTranslations } from 'next-intl'
import { JsonBlock } from '@/components/json/json-block'
import { ErrorState } from '@/components/ui/error-state'
import { Skeleton } from '@/components/ui/skeleton'
import { useDuration } from '@/components/ui/use-duration'
import { plainNumber } from '@/lib/i18n/plain-number'
import { codeOfExchange, languagesOf } from '@/lib/inspector/code'
import type { ExchangeLine } from '@/lib/inspector/wire-lines'
import type { WireExchange, WirePart } from '@/lib/protocol/exchange'
import { ByteText } from './byte-text'
import { CodeInLanguages } from './code-in-languages'
import { Facts } from './facts'
import { useSurroundings } from './report-context'

interface WireExchangeDataProps {
  readonly line: ExchangeLine
  /** When the first of all lines happened. */
  readonly start: number
}

/** A request as it was sent, with code that sends it again; or what it was answered. */
export function WireExchangeData({ line, start }: WireExchangeDataProps) {
  const { exchanges } = useSurroundings()
  const { whole, error = null, onRetry } = exchanges?.looked ?? {}
  if (whole) return <Whole kind={line.kind} exchange={whole} start={start} />
  return error ? <ErrorState compact error={error} onRetry={onRetry} /> : <Skeleton />
}

interface WholeProps {
  readonly kind: ExchangeLine['kind']
  readonly exchange: WireExchange
  readonly start: number
}

function Whole({ kind, exchange, start }: WholeProps) {
  const t = useTranslations('inspector.log')
  const duration = useDuration()
  const { method, path, at_ms, asked_by, request, answer, failure } = exchange
  const part = kind === 'request' ? request : answer
  const sent = { term: t('sent'), value: `+${duration(at_ms - start)}` }
  const facts =
    kind === 'request'
      ? [{ term: t('by'), value: t(`asked_by.${asked_by}`) }, sent]
      : [
          { term: t('status'), value: answer?.status ?? t('no_answer') },
          { term: t('head'), value: answer && duration(answer.head_ms - at_ms) },
          { term: t('end'), value: answer?.end_ms ? duration(answer.end_ms - at_ms) : null },
          { term: t('failure'), value: failure },
        ]
  return (
    <div className="flex min-w-0 flex-col gap-3">
      <p className="font-mono text-row wrap-anywhere">
        <b>{method}</b> {path}
      </p>
      <Facts
        facts={[
          ...facts,
          { term: t('size'), value: part && <ByteText bytes={part.bytes} /> },
          { term: t('decoded_size'), value: part?.decoded_bytes && <ByteText bytes={part.decoded_bytes} /> },
        ]}
      />
      {part && <Body part={part} label={t(`body.${kind}`)} />}
      {part && <Headers headers={part.headers} />}
      {kind === 'request' && <AsCode exchange={exchange} />}
    </div>
  )
}

/** What is kept of a body; of a stream that is in the list already. */
function Body({ part, label }: { readonly part: WirePart; readonly label: string }) {
  const t = useTranslations('inspector.log')
  const { text, bytes, decoded_bytes: whole = bytes, headers, is_cut } = part
  if (bytes === 0) return <p className="text-row text-muted">{t('empty_body')}</p>
  if (text === null) {
    const isStream = headers['content-type']?.startsWith('text/event-stream') ?? false
    const encoding = headers['content-encoding']
    const why = isStream ? t('stream_body') : encoding ? t('encoded_body', { encoding }) : t('no_text_body')
    return <p className="text-row text-muted">{why}</p>
  }
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <JsonBlock label={label} text={text} />
      {is_cut && (
        <p className="text-row text-muted">
          {t('cut_body', { kept: plainNumber(new TextEncoder().encode(text).length), whole: plainNumber(whole) })}
        </p>
      )}
    </div>
  )
}

function Headers({ headers }: Pick<WirePart, 'headers'>) {
  const t = useTranslations('inspector.log')
  const facts = Object.entries(headers).map(([term, value]) => ({ term, value }))
  return (
    <details>
      <summary className="touch w-fit rounded-chip text-row text-muted">
        {t('headers', { count: facts.length })}
      </summary>
      <div className="flex flex-col gap-2 pt-2 font-mono text-meta">
        <Facts facts={facts} />
        <p className="font-sans text-row text-muted">{t('headers_note')}</p>
      </div>
    </details>
  )
}

function AsCode({ exchange }: { readonly exchange: WireExchange }) {
  const t = useTranslations('inspector.log')
  const { server } = useSurroundings()
  if (!server) return null
  const languages = languagesOf[server.kind].filter((each) => codeOfExchange(exchange, each, server) !== undefined)
  if (languages.length === 0) return null
  return (
    <CodeInLanguages
      title={t('as_code')}
      languages={languages}
      codeIn={(language) => codeOfExchange(exchange, language, server)}
    />
  )
}
