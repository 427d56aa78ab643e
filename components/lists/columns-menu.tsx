'use client'

import { useTranslations } from 'next-intl'
import { useState, useSyncExternalStore } from 'react'
import { Popover } from '@/components/ui/popover'
import { Columns3 } from './icons'
import type { useColumns } from './use-columns'

type Choices = ReturnType<typeof useColumns>['choices']

/** Chooses which columns a list shows; only where there is room for columns. */
export function ColumnsMenu({ choices }: { choices: Choices }) {
  const t = useTranslations('lists')
  const [isOpen, setOpen] = useState(false)
  return (
    <div className="hidden wide:block">
      <Popover
        label={t('columns')}
        onToggle={setOpen}
        className="px-2 text-row text-muted hover:bg-sunken hover:text-ink"
        trigger={
          <>
            <Columns3 size={14} aria-hidden />
            {t('columns')}
          </>
        }
      >
        {isOpen && (
          <ul className="flex flex-col gap-1">
            {choices.map((choice) => (
              <li key={choice.id}>
                <ColumnChoice {...choice} />
              </li>
            ))}
          </ul>
        )}
      </Popover>
    </div>
  )
}

/** A column to show or hide; one that the window has no room for says so. */
function ColumnChoice({ label, fromRem, isShown, onToggle }: Choices[number]) {
  const t = useTranslations('lists')
  const hasRoom = useWindowFrom(fromRem ?? 0)
  return (
    <label className={`touch flex min-h-7 items-center gap-2 ${hasRoom ? '' : 'text-muted'}`}>
      <input
        type="checkbox"
        checked={isShown && hasRoom}
        disabled={!hasRoom}
        onChange={onToggle}
        className="size-4 accent-ink"
      />
      {hasRoom ? label : t('no_room_for_column', { column: label })}
    </label>
  )
}

/** Whether the window is this wide, in rem, or wider; on the server it is. */
function useWindowFrom(rem: number): boolean {
  const query = `(width >= ${rem}rem)`
  return useSyncExternalStore(
    (onChange) => {
      const media = matchMedia(query)
      media.addEventListener('change', onChange)
      return () => media.removeEventListener('change', onChange)
    },
    () => matchMedia(query).matches,
    () => true,
  )
}
