'use client'

import { useTranslations } from 'next-intl'
import { IconButton } from '@/components/ui/icon-button'
import { Search, X } from '@/components/ui/icons'

export const LIST_ID = 'palette-list'

interface PaletteBoxProps {
  readonly text: string
  /** The id of the active option, if there is one. */
  readonly option: string | undefined
  readonly onText: (text: string) => void
  readonly onClose: () => void
}

/**
 * The palette's box: it keeps the focus, and names the option that Enter takes. On a phone, without Escape, it has a
 * button.
 */
export function PaletteBox({ text, option, onText, onClose }: PaletteBoxProps) {
  const t = useTranslations('palette')
  const common = useTranslations('common')
  return (
    <div className="relative flex items-center border-b border-line">
      <Search aria-hidden size={16} className="absolute top-1/2 left-4 -translate-y-1/2 text-muted" />
      <input
        autoFocus
        role="combobox"
        aria-label={t('placeholder')}
        aria-expanded
        aria-controls={LIST_ID}
        aria-activedescendant={option}
        aria-autocomplete="list"
        autoComplete="off"
        spellCheck={false}
        enterKeyHint="go"
        placeholder={t('placeholder')}
        value={text}
        onChange={(event) => onText(event.target.value)}
        className={`h-12 min-w-0 flex-1 bg-transparent pr-4 pl-11 text-prose outline-none focus-visible:shadow-none
          pointer-coarse:text-[1rem]`}
      />
      <span className="hidden pr-1 pointer-coarse:block">
        <IconButton label={common('close')} icon={<X size={16} />} onClick={onClose} />
      </span>
    </div>
  )
}
