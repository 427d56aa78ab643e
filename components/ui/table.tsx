import type { ComponentProps } from 'react'

/** Only on wide screens: for columns that a phone can do without. */
export const WIDE_ONLY = 'hidden wide:table-cell'

/** A column's name. */
export function Head({ className = '', ...rest }: ComponentProps<'th'>) {
  const look = `h-8 px-2 font-medium whitespace-nowrap first:pl-0 last:pr-0 ${className}`
  return <th scope="col" className={look} {...rest} />
}

/** The classes of the link that a whole row stands for. */
export const rowLinkClass = `block truncate text-left font-medium after:absolute after:inset-0 hover:underline
  focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-ink
  focus-visible:outline-none focus-visible:shadow-none`
