'use client'

import { useTranslations } from 'next-intl'
import { errorKind } from '@/components/ui/error-kind'
import { ApiError, RUN_ACTIVE } from '@/lib/protocol/error'

/** Why something was not done, in the reader's language; what only the server can tell is quoted. */
export function FailureReason({ error }: { error: unknown }) {
  const t = useTranslations('lists.bulk')
  const errors = useTranslations('errors')
  if (error instanceof ApiError && error.body.code === RUN_ACTIVE) return t('run_active')
  const kind = errorKind(error)
  const isTold = kind === 'offline' || kind === 'unauthorized' || kind === 'rate_limited' || kind.startsWith('store_')
  return (
    <>
      {errors(`${kind}.title`)}
      {!isTold && error instanceof Error && (
        <>
          {': '}
          <q lang="en">{error.message}</q>
        </>
      )}
    </>
  )
}

/** For the clipboard: a line each, the id and behind a tab what the server said. */
export const failureLines = (failed: readonly { readonly id: string; readonly error?: unknown }[]): string =>
  failed.map(({ id, error }) => `${id}\t${error instanceof Error ? error.message : ''}`).join('\n')
