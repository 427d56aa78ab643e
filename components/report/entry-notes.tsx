import { useTranslations } from 'next-intl'
import type { Lifecycle } from '@/lib/inspector/lifecycle'
import { machineOf } from '@/lib/inspector/status-diagram'

/** The moves of a run that the protocol does not know, in words: what was not seen in between, or should not be. */
export function EntryNotes({ life }: { life: Lifecycle }) {
  const t = useTranslations('inspector.machine')
  const word = useTranslations('status')
  return machineOf(life).edges.map(({ from, to, entry }) =>
    entry === 'legal' ? null : (
      <p
        key={`${from}-${to}`}
        data-status={entry === 'illegal' ? 'failed' : undefined}
        className={`text-row ${entry === 'illegal' ? 'font-medium text-tone' : 'text-muted'}`}
      >
        {t(entry, { from: word(from), to: word(to) })}
      </p>
    ),
  )
}
