'use client'

import { useTranslations } from 'next-intl'
import { useDuration } from '@/components/ui/use-duration'
import type { Bar } from '@/lib/inspector/timeline-row'
import type { AxisScale } from './axis-scale'
import type { barLooksOf } from './bar-look'
import { about, softBar } from './bar-place'

interface BarProps {
  readonly bar: Bar
  readonly look: ReturnType<typeof barLooksOf>[number]
  readonly scale: AxisScale
}

/** A stretch of a row on the axis; nothing where it is out of sight. */
export function BarElement({ bar, look, scale }: BarProps) {
  const duration = useDuration()
  const t = useTranslations('inspector')
  const soft = softBar(scale, bar)
  if (!soft) return null
  return (
    // For screen readers the cell says it in words.
    <span
      aria-hidden
      data-status={look.tone}
      data-pattern={look.pattern}
      data-moving={bar.isLive || undefined}
      title={`${t(`bar.${bar.kind}`)} · ${about(bar.softness)}${duration(bar.to - bar.from)}`}
      className={`absolute top-1/2 min-w-[2px] -translate-y-1/2 rounded-chip
        ${look.height === 'full' ? 'h-3' : 'h-1.5'} ${soft.className}`}
      style={soft.style}
    />
  )
}
