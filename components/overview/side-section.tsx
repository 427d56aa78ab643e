import Link from 'next/link'
import type { ReactNode } from 'react'

interface SideSectionProps {
  readonly title: string
  readonly link?: { readonly href: string; readonly label: string }
  readonly children: ReactNode
}

/** A short list at the side, with the way to the whole of it. */
export function SideSection({ title, link, children }: SideSectionProps) {
  return (
    <section aria-label={title} className="flex flex-col gap-1">
      <div className="flex min-h-7 items-center justify-between gap-3 border-b border-line pb-1">
        <h2 className="text-prose">{title}</h2>
        {link && (
          <Link
            prefetch={false}
            href={link.href}
            className="touch flex items-center rounded-chip text-meta text-muted hover:text-ink hover:underline"
          >
            {link.label}
          </Link>
        )}
      </div>
      {children}
    </section>
  )
}

/** The classes of a line that is a link. */
export const sideRowClass = `touch -mx-2 flex min-h-8 items-center gap-3 rounded-field px-2 py-1 tight:flex-wrap hover:bg-sunken`
