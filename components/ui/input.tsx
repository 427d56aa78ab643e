import type { ComponentProps } from 'react'

/** The look that every control with text in it shares. */
export const controlClass = `w-full rounded-field border border-control bg-surface px-2.5 text-row text-ink disabled:opacity-60
  aria-invalid:border-(--tone) aria-invalid:border-2 pointer-coarse:text-[1rem]`

/** A line of text. Props: those of <input>. Inside a Field, spread the field's props on it. */
export function Input({ className = '', ...rest }: ComponentProps<'input'>) {
  return <input dir="auto" className={`touch h-8 ${controlClass} ${className}`} {...rest} />
}
