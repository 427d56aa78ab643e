import type { ComponentProps } from 'react'
import type { Permission } from '@/lib/protocol/people'
import { useMay } from './permissions'

const looks = {
  primary: 'border-ink bg-ink text-paper hover:opacity-85',
  secondary: 'border-control bg-surface text-ink hover:bg-sunken',
  quiet: 'border-transparent bg-transparent text-ink hover:bg-sunken',
  danger: 'border-(--tone) bg-surface text-tone hover:bg-tint',
} as const

export type ButtonLook = keyof typeof looks

/** The classes of a button, for links that look like one. */
export const buttonClass = (look: ButtonLook = 'secondary') =>
  `touch inline-flex h-8 shrink-0 items-center justify-center gap-1.5 rounded-field border px-3 text-row font-medium
  whitespace-nowrap transition-opacity select-none disabled:cursor-not-allowed disabled:opacity-50
  aria-disabled:cursor-not-allowed aria-disabled:opacity-50 tight:h-auto tight:min-h-8 tight:shrink
  tight:whitespace-normal ${looks[look]}`

type ButtonProps = ComponentProps<'button'> & { look?: ButtonLook; busy?: boolean; needs?: Permission }

/**
 * Props: look = primary | secondary (default) | quiet | danger; busy = at work: announced, and clicks do nothing while
 * the focus stays; needs = a permission without which it is absent; else those of <button>. `type` is "button"
 * unless said.
 */
export function Button(props: ButtonProps) {
  const { look, busy = false, needs, type = 'button', className = '', onClick, ...rest } = props
  if (!useMay()(needs)) return null
  return (
    <button
      type={busy ? 'button' : type}
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      data-status={look === 'danger' ? 'failed' : undefined}
      onClick={busy ? undefined : onClick}
      className={`${buttonClass(look)} ${className}`}
      {...rest}
    />
  )
}
