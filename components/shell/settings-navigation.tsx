'use client'

import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { revealAcross } from '@/components/ui/reveal-across'
import { settingsPlaceOf, settingsPlaces } from './places'

/** The pages of the settings, above each of them. */
export function SettingsNavigation() {
  const t = useTranslations('shell')
  const here = settingsPlaceOf(usePathname())
  return (
    <nav aria-label={t('settings')} className="mx-auto w-full max-w-page px-4 pt-3 tight:px-2 wide:px-10">
      <ul className="scroll-edges flex gap-1 overflow-x-auto border-b border-line">
        {settingsPlaces.map(({ place, path }) => (
          <li key={place} ref={place === here ? revealAcross : undefined} className="shrink-0">
            <Link
              prefetch={false}
              href={path}
              aria-current={place === here ? 'page' : undefined}
              className={`touch -mb-px flex h-9 items-center border-b-2 border-transparent px-3 text-row whitespace-nowrap
                text-muted -outline-offset-2 hover:text-ink aria-[current]:border-ink aria-[current]:font-medium
                aria-[current]:text-ink`}
            >
              {t(place)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
