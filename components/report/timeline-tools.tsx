'use client'

import { useTranslations } from 'next-intl'
import { useKeyHint } from '@/components/actions/use-key-hint'
import { Button } from '@/components/ui/button'
import { IconButton } from '@/components/ui/icon-button'
import { Plus } from '@/components/ui/icons'
import { Minus } from './icons'
import type { Zoom } from './use-zoom'

const looks = ['chart', 'table'] as const
export type TimelineLook = (typeof looks)[number]

interface TimelineToolsProps {
  readonly zoom: Zoom
  readonly look: TimelineLook
  readonly onLook: (look: TimelineLook) => void
}

/** How closely the timeline is looked at, and whether as a drawing or as a table. Props: zoom, look, onLook. */
export function TimelineTools({ zoom, look, onLook }: TimelineToolsProps) {
  const t = useTranslations('inspector')
  const hint = useKeyHint()
  return (
    <div className="flex flex-wrap items-center gap-1">
      {look === 'chart' && (
        <>
          {zoom.isZoomed && (
            <Button look="quiet" className="h-7 px-2" {...hint(t('zoom.all'), 'zoom_all')} onClick={zoom.reset}>
              {t('zoom.all')}
            </Button>
          )}
          <IconButton
            label={t('zoom.out')}
            icon={<Minus size={14} />}
            {...hint(t('zoom.out'), 'zoom_out')}
            disabled={!zoom.isZoomed}
            onClick={() => zoom.zoom('out')}
          />
          <IconButton
            label={t('zoom.in')}
            icon={<Plus size={14} />}
            {...hint(t('zoom.in'), 'zoom_in')}
            onClick={() => zoom.zoom('in')}
          />
        </>
      )}
      <div role="group" aria-label={t('look.title')} className="flex flex-wrap rounded-field border border-control">
        {looks.map((each) => (
          <button
            key={each}
            type="button"
            aria-pressed={each === look}
            onClick={() => onLook(each)}
            className={`touch h-7 rounded-chip px-2 text-meta ${each === look ? 'bg-ink text-paper' : 'hover:bg-sunken'}`}
          >
            {t(`look.${each}`)}
          </button>
        ))}
      </div>
    </div>
  )
}
