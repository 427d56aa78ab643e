'use client'

import type { ComponentProps, ReactNode } from 'react'
import { useIsApple } from '@/components/actions/keyboard'
import { ariaKeysOf, capsOf } from '@/components/actions/press'
import { shortcuts, type ShortcutName } from '@/components/actions/shortcut-table'

type IconButtonProps = Omit<ComponentProps<'button'>, 'aria-label' | 'children'> & {
  label: string
  icon: ReactNode
  shortcut?: ShortcutName
}

/**
 * A button that shows only an icon. Props: label = its name, also on hover; icon = 16 px; shortcut = one of a single
 * stroke, printed on hover; else those of <button>.
 */
export function IconButton({ label, icon, shortcut, type = 'button', className = '', ...rest }: IconButtonProps) {
  const apple = useIsApple()
  const keys = shortcut && shortcuts[shortcut].keys
  return (
    <button
      type={type}
      aria-label={label}
      aria-keyshortcuts={keys && ariaKeysOf(keys, apple)}
      title={keys ? `${label} (${capsOf(keys, apple).join(' ')})` : label}
      className={`touch inline-flex size-8 shrink-0 items-center justify-center rounded-field text-muted hover:bg-sunken
        hover:text-ink disabled:cursor-not-allowed disabled:opacity-50 ${className}`}
      {...rest}
    >
      {icon}
    </button>
  )
}
