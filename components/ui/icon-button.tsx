import type { ComponentProps, ReactNode } from 'react'
import type { Permission } from '@/lib/protocol/people'
import { useMay } from './permissions'
import { toast } from './toast-store'

type IconButtonProps = Omit<ComponentProps<'button'>, 'aria-label' | 'children'> & {
  label: string
  icon: ReactNode
  unavailable?: string | false
  needs?: Permission
}

/**
 * A button that shows only an icon. Props: label = its name, also on hover; icon = 16 px; unavailable = why it cannot
 * work: on hover, and said when it is pressed; needs = a permission without which it is absent; else those of <button>.
 */
export function IconButton(props: IconButtonProps) {
  const { label, icon, unavailable, needs, type = 'button', className = '', ...rest } = props
  if (!useMay()(needs)) return null
  const off = unavailable
    ? { 'aria-disabled': true, title: `${label}: ${unavailable}`, onClick: () => toast(unavailable) }
    : {}
  return (
    <button
      type={type}
      aria-label={label}
      title={label}
      className={`touch inline-flex size-8 shrink-0 items-center justify-center rounded-field text-muted hover:bg-sunken
        hover:text-ink disabled:cursor-not-allowed disabled:opacity-50 aria-disabled:cursor-not-allowed aria-disabled:opacity-50
        ${className}`}
      {...rest}
      {...off}
    >
      {icon}
    </button>
  )
}
