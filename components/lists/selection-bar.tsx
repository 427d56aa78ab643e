'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { ShortcutHint } from '@/components/actions/shortcut-hint'
import { atFoot } from '@/components/ui/at-foot'
import { Button } from '@/components/ui/button'

interface SelectionBarProps {
  readonly count: number
  readonly onClear: () => void
  /** What can be done with all of them. */
  readonly children: ReactNode
}

/** Stands over the end of a list while something is chosen. */
export function SelectionBar({ count, onClear, children }: SelectionBarProps) {
  const t = useTranslations('lists')
  const text = t('selected', { count })
  return (
    <div
      ref={atFoot}
      role="group"
      aria-label={text}
      className={`overlay sticky bottom-[calc(var(--shell-bottom)+0.75rem)] z-20 mx-auto flex w-fit max-w-full flex-wrap
        items-center gap-2 px-3 py-2 short:bottom-1 short:flex-nowrap short:overflow-x-auto short:py-0.5`}
    >
      <p role="status" className="mr-2 shrink-0 font-medium tabular-nums">
        {text}
      </p>
      {children}
      <Button look="quiet" onClick={onClear}>
        {t('unselect')}
        <ShortcutHint name="list_none" />
      </Button>
    </div>
  )
}
