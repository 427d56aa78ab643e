import { useTranslations } from 'next-intl'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { ChevronRight } from '@/components/ui/icons'

interface Crumb {
  readonly href: string
  readonly label: string
}

/** The way down to a page, each part a link; the page itself is its title below. */
export function Breadcrumbs({ trail }: { trail: readonly Crumb[] }) {
  const t = useTranslations('shell')
  return (
    <nav aria-label={t('breadcrumbs')} className="min-w-0">
      <ol className="flex min-w-0 items-center gap-0.5 text-row text-muted">
        {trail.map(({ href, label }, place) => (
          <li key={href} className="flex min-w-0 items-center gap-0.5 not-last:shrink-0">
            {place > 0 && <ChevronRight size={12} aria-hidden className="shrink-0" />}
            <Link
              prefetch={false}
              href={href}
              className="touch flex min-w-0 items-center rounded-chip px-1 hover:text-ink"
            >
              <span dir="auto" className="truncate">
                {label}
              </span>
            </Link>
          </li>
        ))}
      </ol>
    </nav>
  )
}

/** The same above the title that it leads to. */
export const TitleBelow = ({ trail, children }: { trail: readonly Crumb[]; children: ReactNode }) => (
  <span className="flex flex-col gap-1">
    <span className="-ml-1">
      <Breadcrumbs trail={trail} />
    </span>
    {children}
  </span>
)

/** The same in one line with the title, where there is room. */
export function BreadcrumbsBeside({ trail }: { trail: readonly Crumb[] }) {
  return (
    <div className="-ml-1 hidden shrink-0 items-center text-muted wide:flex">
      <Breadcrumbs trail={trail} />
      <ChevronRight size={12} aria-hidden />
    </div>
  )
}
