import type { ComponentProps, ReactNode } from 'react'

/** A list in columns. Props: label = what it lists, for readers; head = <Head>s; children = <Row>s. */
export function Table({ label, head, children }: { label: string; head: ReactNode; children: ReactNode }) {
  return (
    <table aria-label={label} className="w-full border-collapse text-left">
      <thead>
        <tr className="border-b border-line text-meta text-muted">{head}</tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  )
}

/** Only on wide screens: for columns that a phone can do without. */
export const WIDE_ONLY = 'hidden wide:table-cell'

/** A column's name. Props: those of <th>. */
export function Head({ className = '', ...rest }: ComponentProps<'th'>) {
  const look = `h-8 px-2 font-medium whitespace-nowrap first:pl-0 last:pr-0 ${className}`
  return <th scope="col" className={look} {...rest} />
}

/** A line. A RowLink in it makes the whole of it lead there. Props: those of <tr>. */
export function Row({ className = '', ...rest }: ComponentProps<'tr'>) {
  return <tr className={`relative h-11 border-b border-line wide:h-9 ${className}`} {...rest} />
}

/** A value. What can be pressed beside the row's own link stands in a `pressable` cell. Props: those of <td>. */
export function Cell({ className = '', pressable = false, ...rest }: ComponentProps<'td'> & { pressable?: boolean }) {
  const layer = pressable ? 'relative z-10' : ''
  return <td className={`px-2 py-1 first:pl-0 last:pr-0 ${layer} ${className}`} {...rest} />
}

/** The classes of the link that a whole row stands for. */
export const rowLinkClass = `block truncate text-left font-medium after:absolute after:inset-0 hover:underline
  focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-ink
  focus-visible:outline-none focus-visible:shadow-none`
