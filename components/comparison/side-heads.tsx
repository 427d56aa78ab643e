'use client'

import { useTranslations } from 'next-intl'
import { LabelChips } from '@/components/labels/label-chips'
import { plainName } from '@/components/names/plain-name'
import { Chip } from '@/components/ui/chip'
import { StatusChip } from '@/components/ui/status-chip'
import { Beside } from './beside'
import type { ShownSide, Sides } from './shown-side'

const MAX_LABELS = 3

/** Which runs these are and how they stand. Props: sides. */
export function SideHeads({ sides }: { sides: Sides }) {
  return <Beside of={(letter) => <Head side={sides[letter]} />} />
}

function Head({ side }: { side: ShownSide }) {
  const t = useTranslations('comparison')
  const { view, assistantName, threadName, labels, actions } = side
  const { run } = view
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="min-w-0 font-medium wrap-anywhere">
          {actions?.run ?? plainName(assistantName ?? run.model)}
        </span>
        <StatusChip status={run.status} />
        <Chip mono>{run.model}</Chip>
        <LabelChips labels={labels} most={MAX_LABELS} />
      </div>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-row text-muted">
        <span className="min-w-0 grow basis-60 truncate">
          {t.rich('in_thread', { thread: () => actions?.thread ?? plainName(threadName) })}
        </span>
        {actions?.tools}
      </div>
    </div>
  )
}
