'use client'

import { useTranslations } from 'next-intl'
import { useState, type ReactNode } from 'react'
import { useAction } from '@/components/actions/use-action'
import { usePresent } from '@/components/routing/use-present'
import { IconButton } from '@/components/ui/icon-button'
import { X } from '@/components/ui/icons'
import { MousePointerClick, ZoomIn, ZoomOut } from './icons'
import { PointerRing } from './pointer-ring'
import { useZoom } from './use-zoom'

interface PresentBarProps {
  /** What is shown, and how it stands. */
  readonly title: ReactNode
  /** What can be done with what is shown. */
  readonly children?: ReactNode
}

/** The one bar of what is presented. */
export function PresentBar({ title, children }: PresentBarProps) {
  const t = useTranslations('present')
  const keys = useTranslations('shortcuts.name')
  const present = usePresent()
  const zoom = useZoom()
  const [isRinged, setRinged] = useState(false)
  const end = () => present(false)
  const ring = () => setRinged(!isRinged)
  useAction({ id: 'present-end', label: t('end'), shortcut: 'present_end', run: end })
  useAction({ id: 'present-larger', label: keys('present_larger'), shortcut: 'present_larger', run: zoom.larger })
  useAction({ id: 'present-smaller', label: keys('present_smaller'), shortcut: 'present_smaller', run: zoom.smaller })
  useAction({ id: 'present-pointer', label: t('pointer'), shortcut: 'present_pointer', run: ring })
  return (
    <footer
      aria-label={t('bar')}
      role="toolbar"
      className="flex min-h-12 flex-wrap items-center gap-x-2 gap-y-1 border-t border-line bg-surface px-4 py-1.5"
    >
      <div className="flex min-w-[min(11rem,100%)] flex-1 items-center gap-3 text-section">{title}</div>
      {children}
      <div className="ml-auto flex items-center">
        <IconButton label={t('smaller')} icon={<ZoomOut size={16} />} onClick={zoom.smaller} />
        {/* A window of 4:3 has one row for all of it. */}
        <output className="sr-only min-w-10 text-center text-meta text-muted tabular-nums min-[75rem]:not-sr-only">
          {t('zoom', { percent: zoom.percent })}
        </output>
        <IconButton label={t('larger')} icon={<ZoomIn size={16} />} onClick={zoom.larger} />
        <IconButton
          label={t('pointer')}
          aria-pressed={isRinged}
          className="aria-pressed:bg-sunken aria-pressed:text-ink"
          icon={<MousePointerClick size={16} />}
          onClick={ring}
        />
        <IconButton label={t('end')} icon={<X size={16} />} onClick={end} />
      </div>
      {isRinged && <PointerRing />}
    </footer>
  )
}
