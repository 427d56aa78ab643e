'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useLocale, useTranslations } from 'next-intl'
import { useApi } from '@/components/connection/connection-context'
import { Button } from '@/components/ui/button'
import { ProgressBar } from '@/components/ui/progress-bar'
import { exactDay } from '@/components/ui/relative-time'
import { TimeText } from '@/components/ui/time-text'
import { useHydrated } from '@/components/ui/use-now'
import { moveListingMutation } from '@/lib/client/mutations'
import { threadIndexQuery } from '@/lib/client/queries'
import { plainNumber } from '@/lib/i18n/plain-number'
import type { ThreadListing } from '@/lib/protocol/playground'

/** Says whether the list has all threads of its server: since when they are noted, or how far its list was read. */
export function IndexNote() {
  const t = useTranslations('threads.index')
  const { data } = useQuery(threadIndexQuery(useApi()))
  const isHydrated = useHydrated()
  const locale = useLocale()
  if (!data) return null
  const { listing, since_ms } = data
  return (
    <section aria-label={t('label')} className="flex flex-col gap-2 text-meta text-muted">
      {listing ? (
        <Listing listing={listing} />
      ) : (
        // A day depends on where the reader is.
        <p className="max-w-prose">
          {since_ms !== null && isHydrated ? t('since', { date: exactDay(since_ms, locale) }) : t('since_unknown')}
        </p>
      )}
    </section>
  )
}

function Listing({ listing }: { listing: ThreadListing }) {
  const t = useTranslations('threads.index')
  const { status, complete_ms, waits_until_ms, error } = listing
  const move = useMutation(moveListingMutation(useApi(), useQueryClient()))
  const isRunning = status === 'running'
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <p role="status" className="max-w-prose tabular-nums">
          <Words listing={listing} /> {waits_until_ms !== null && <Moment words={t('waits')} ms={waits_until_ms} />}
          {!isWhole(listing) && complete_ms !== null && <Moment words={t('last_complete')} ms={complete_ms} />}
        </p>
        <Button
          needs="run"
          look="quiet"
          busy={move.isPending}
          onClick={() => move.mutate(isRunning ? 'stop' : 'start')}
        >
          {t(isRunning ? 'stop' : actions[status])}
        </Button>
      </div>
      {error && (
        <p data-status="failed" className="max-w-prose text-tone wrap-anywhere">
          <q lang="en">{error}</q>
        </p>
      )}
      {isRunning && <Progress listing={listing} />}
    </>
  )
}

const actions = { complete: 'again', stopped: 'start', failed: 'retry' } as const satisfies Record<
  Exclude<ThreadListing['status'], 'running'>,
  string
>

/** The moment of the last complete list is said in the sentence itself. */
const isWhole = ({ status }: ThreadListing) => status === 'complete'

function Words({ listing }: { listing: ThreadListing }) {
  const t = useTranslations('threads.index')
  const { status, phase, listed, listed_before, unread, complete_ms } = listing
  const counts = { listed, unread }
  if (status === 'complete') {
    return t.rich('complete', { ...counts, time: () => complete_ms !== null && <TimeText ms={complete_ms} /> })
  }
  if (status !== 'running') return t(phase === 'reading' ? `${status}_reading` : status, counts)
  if (phase !== 'listing') return t(phase, counts)
  // How many there were says little of how many there are.
  const before = listed_before === null || listed >= listed_before ? 'unknown' : plainNumber(listed_before)
  return t('listing', { listed: plainNumber(listed), before })
}

const Moment = ({ words, ms }: { words: string; ms: number }) => (
  <span>
    {words} <TimeText ms={ms} />.{' '}
  </span>
)

/** Without an end while nobody knows how many threads there are. */
function Progress({ listing: { phase, listed, listed_before, unread } }: { listing: ThreadListing }) {
  const t = useTranslations('threads.index')
  const [value, max] = phase === 'reading' ? [listed - unread, listed] : [listed, listed_before ?? 0]
  const isKnown = max > 0 && value >= 0 && value <= max
  return (
    <ProgressBar
      label={t('progress')}
      className="w-full max-w-prose"
      value={isKnown ? value : undefined}
      max={isKnown ? max : undefined}
    />
  )
}
