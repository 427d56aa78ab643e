'use client'

import { useTranslations } from 'next-intl'
import { Popover } from '@/components/ui/popover'
import { Columns3 } from './icons'
import type { useColumns } from './use-columns'

/** Chooses which columns a list shows; only where there is room for columns. Props: choices. */
export function ColumnsMenu({ choices }: Pick<ReturnType<typeof useColumns>, 'choices'>) {
  const t = useTranslations('lists')
  return (
    <div className="hidden wide:block">
      <Popover
        label={t('columns')}
        className="px-2 text-row text-muted hover:bg-sunken hover:text-ink"
        trigger={
          <>
            <Columns3 size={14} aria-hidden />
            {t('columns')}
          </>
        }
      >
        <ul className="flex flex-col gap-1">
          {choices.map(({ id, label, isShown, onToggle }) => (
            <li key={id}>
              <label className="touch flex min-h-7 items-center gap-2">
                <input type="checkbox" checked={isShown} onChange={onToggle} className="size-4 accent-ink" />
                {label}
              </label>
            </li>
          ))}
        </ul>
      </Popover>
    </div>
  )
}
