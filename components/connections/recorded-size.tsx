'use client'

import { useTranslations } from 'next-intl'
import { plainNumber } from '@/lib/i18n/plain-number'
import type { ConnectionRecordings, Recorded } from '@/lib/protocol/connection'

/** How much is recorded: how many, and how many bytes that takes. */
export function RecordedSize({ requests, events }: Pick<ConnectionRecordings, 'requests' | 'events'>) {
  const t = useTranslations('connections.recordings')
  const lines = [
    { name: t('requests'), of: requests },
    { name: t('logs'), of: events },
  ]
  return (
    <dl className="grid grid-cols-[minmax(6rem,auto)_minmax(0,1fr)] gap-x-4 gap-y-1.5 text-row">
      {lines.map(({ name, of }) => (
        <div key={name} className="col-span-full grid grid-cols-subgrid items-baseline">
          <dt className="text-muted">{name}</dt>
          <dd className="tabular-nums">
            <Size of={of} />
          </dd>
        </div>
      ))}
    </dl>
  )
}

const units = ['bytes', 'kilobytes', 'megabytes', 'gigabytes'] as const

function Size({ of: { rows, bytes } }: { readonly of: Recorded }) {
  const t = useTranslations('connections.recordings')
  const power = bytes < 1_000 ? 0 : Math.min(Math.floor(Math.log10(bytes) / 3), units.length - 1)
  const size = (bytes / 1_000 ** power).toFixed(power === 0 ? 0 : 1)
  return t('rows', { rows: plainNumber(rows), size: t(units[power] ?? 'bytes', { size }) })
}
