import type { ComponentProps, ReactNode } from 'react'

type IconButtonProps = Omit<ComponentProps<'button'>, 'aria-label' | 'children'> & {
  label: string
  icon: ReactNode
}

/**
 * A button that shows only an icon. Props: label = its name, also on hover; icon = 16 px; else those of <button>.
 */
export function IconButton({ label, icon, type = 'button', className = '', ...rest }: IconButtonProps) {
  return (
    <button
      type={type}
      aria-label={label}
      title={label}
      className={`touch inline-flex size-8 shrink-0 items-center justify-center rounded-field text-muted hover:bg-sunken
        hover:text-ink disabled:cursor-not-allowed disabled:opacity-50 ${className}`}
      {...rest}
    >
      {icon}
    </button>
  )
}
