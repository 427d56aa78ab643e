'use client'

import { useTranslations } from 'next-intl'
import { useContext, type ReactNode } from 'react'
import { ApiError } from '@/lib/protocol/error'
import { Button } from './button'
import { errorKind } from './error-kind'
import { KeyWay } from './key-way'

interface ErrorStateProps {
  readonly error: unknown
  readonly onRetry?: () => void
  readonly compact?: boolean
  /** It is all that the page has: its title is the page's. */
  readonly page?: boolean
  /** The way from here when the thing is gone, e.g. to its list. To ask again for what is gone is not offered. */
  readonly back?: ReactNode
}

/** What happened, what is safe, what to do. Props: error; onRetry; compact = inside a panel; page = all of it; back. */
export function ErrorState({ error, onRetry, compact = false, page = false, back }: ErrorStateProps) {
  const t = useTranslations('errors')
  const common = useTranslations('common')
  const kind = errorKind(error)
  const keyWay = useContext(KeyWay)
  // What was asked for by hand is not asked for again by itself.
  const words = kind === 'offline' && !onRetry ? 'not_reached' : kind
  const Title = page ? 'h1' : 'h2'
  const said = error instanceof ApiError && !isSelfEvident(error) ? error.message : undefined
  return (
    <div
      role="alert"
      data-status="failed"
      className={`flex max-w-prose flex-col items-start gap-2 ${compact ? 'py-2' : 'py-10'}`}
    >
      <Title className={`text-tone ${page ? 'text-page' : 'text-section'}`}>{t(`${words}.title`)}</Title>
      <p className="text-prose">{common('sentences', { first: t(`${words}.safe`), second: t(`${words}.next`) })}</p>
      {said && (
        <p className="text-row wrap-anywhere text-muted">
          {t.rich('said', { message: said, q: (words) => <q lang="en">{words}</q> })}
        </p>
      )}
      <div className="flex gap-2">
        {kind === 'not_found' && back}
        {kind === 'account_refused' && keyWay}
        {onRetry && kind !== 'not_found' && <Button onClick={onRetry}>{common('retry')}</Button>}
      </div>
    </div>
  )
}

/** Not reached, and not signed in: what is said of that is for SDKs. */
const isSelfEvident = ({ status }: ApiError) => status === 0 || status === 401
