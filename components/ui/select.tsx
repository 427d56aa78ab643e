import type { ComponentProps } from 'react'
import { ChevronDown } from './icons'
import { controlClass } from './input'

/** The platform's own select. Props: those of <select>; children = <option>s. */
export function Select({ className = '', children, ...rest }: ComponentProps<'select'>) {
  return (
    <span className={`relative inline-block ${className}`}>
      <select className={`touch h-8 appearance-none truncate pr-8 ${controlClass}`} {...rest}>
        {children}
      </select>
      <ChevronDown
        aria-hidden
        size={14}
        className="pointer-events-none absolute top-1/2 right-2.5 -translate-y-1/2 text-muted"
      />
    </span>
  )
}
