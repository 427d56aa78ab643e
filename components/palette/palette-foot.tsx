'use client'

import { useTranslations } from 'next-intl'
import { Keys } from '@/components/actions/keys'

interface PaletteFootProps {
  readonly typed: string
  readonly count: number
  readonly isSearching: boolean
  readonly hasFailed: boolean
}

/** How much was found, announced politely, and the keys of the palette. */
export function PaletteFoot({ typed, count, isSearching, hasFailed }: PaletteFootProps) {
  const t = useTranslations('palette')
  const said = isSearching ? t('searching') : count === 0 ? t('nothing', { q: typed }) : t('count', { count })
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-4 border-t border-line px-4 py-2 text-meta text-muted short:py-0.5">
      <p role="status" className="min-w-0 wrap-anywhere">
        {said}
        {hasFailed && <span className="ml-2 font-medium text-ink">{t('failed')}</span>}
      </p>
      <p aria-hidden className="hidden gap-4 wide:flex pointer-coarse:hidden">
        <span>
          <Keys name="list_up" /> <Keys name="list_down" /> {t('key_move')}
        </span>
        <span>
          <Keys name="list_open" /> {t('key_run')}
        </span>
        <span>
          <Keys name="list_none" /> {t('key_close')}
        </span>
      </p>
    </div>
  )
}
