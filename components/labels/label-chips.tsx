import { useTranslations } from 'next-intl'
import { plainName } from '@/components/names/plain-name'
import { useListed } from '@/components/names/use-listed'
import { Chip } from '@/components/ui/chip'

interface LabelChipsProps {
  readonly labels: readonly string[]
  /** How many are shown; the others are counted. */
  readonly most?: number
}

/** Labels as chips. Nothing where there is none. */
export function LabelChips({ labels, most = labels.length }: LabelChipsProps) {
  const t = useTranslations('lists.labels')
  const listed = useListed()
  if (labels.length === 0) return null
  const shown = labels.slice(0, most)
  return (
    <span role="group" aria-label={t('title')} className="inline-flex min-w-0 shrink-0 items-center gap-1">
      {shown.map((label) => (
        <span key={label} className="max-w-32" title={label}>
          <Chip>{plainName(label)}</Chip>
        </span>
      ))}
      {shown.length < labels.length && (
        <span className="text-meta text-muted" title={listed(labels.slice(shown.length).map(plainName))}>
          +{labels.length - shown.length}
        </span>
      )}
    </span>
  )
}
