import type { ComponentProps } from 'react'
import { controlClass } from './input'

/** Several lines of text, as high as what is in it, up to its max-height. */
export function Textarea({ className = '', rows = 3, ...rest }: ComponentProps<'textarea'>) {
  const look = `field-sizing-content max-h-[50dvh] py-1.5 ${controlClass} ${className}`
  return <textarea dir="auto" rows={rows} className={look} {...rest} />
}
