'use client'

import { useTranslations } from 'next-intl'
import { ShortcutHint } from '@/components/actions/shortcut-hint'
import { Search } from '@/components/ui/icons'

interface PaletteButtonProps {
  readonly onOpen: () => void
  /** Its shortcut, once it works. */
  readonly keys: string | undefined
}

/** Opens the palette: a box to press on wide screens, a sign on a phone. */
export function PaletteButton({ onOpen, keys }: PaletteButtonProps) {
  const t = useTranslations('palette')
  return (
    <button
      type="button"
      aria-haspopup="dialog"
      aria-label={t('open')}
      aria-keyshortcuts={keys}
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
