'use client'

import { Search } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useIsApple } from '@/components/actions/keyboard'
import { ariaKeysOf } from '@/components/actions/press'
import { ShortcutHint } from '@/components/actions/shortcut-hint'
import { shortcuts } from '@/components/actions/shortcut-table'

interface PaletteButtonProps {
  readonly onOpen: () => void
  /** Whether its shortcut works already. */
  readonly hearsKeys: boolean
}

/** Opens the palette: a box to press on wide screens, a sign on a phone. Props: onOpen, hearsKeys. */
export function PaletteButton({ onOpen, hearsKeys }: PaletteButtonProps) {
  const t = useTranslations('palette')
  const apple = useIsApple()
  return (
    <button
      type="button"
      aria-haspopup="dialog"
      aria-label={t('open')}
      aria-keyshortcuts={hearsKeys ? ariaKeysOf(shortcuts.palette.keys, apple) : undefined}
      onClick={onOpen}
      className={`touch flex size-8 items-center justify-center gap-2 rounded-field text-row text-muted hover:text-ink
        wide:h-8 wide:w-full wide:justify-start wide:border wide:border-line wide:bg-surface wide:px-2
        wide:hover:border-control`}
    >
      <Search size={14} aria-hidden className="shrink-0" />
      <span className="hidden min-w-0 flex-1 truncate text-left wide:inline">{t('open')}</span>
      <ShortcutHint name="palette" />
    </button>
  )
}
