'use client'

import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'
import { connectionsPath } from '@/components/routing/paths'
import type { Icon } from '@/components/ui/icon'
import { Settings2 } from './icons'
import { places, settingsPlaceOf } from './places'

/** Where the address belongs; a run is looked at inside its thread, and several by pages of their own. */
function placeOf(pathname: string, connection: string): (typeof places)[number]['place'] | 'settings' | undefined {
  if (settingsPlaceOf(pathname)) return 'settings'
  const [, first = '', second, , fourth] = pathname.split('/')
  if (decodeURIComponent(first) !== connection) return undefined
  if (fourth === 'runs' || second === 'compare' || second === 'matrix') return 'runs'
  return places.find(({ place }) => place === second)?.place ?? 'overview'
}

/** The places and the settings: a column on wide screens, a row at the bottom on a phone. */
export function Navigation({ connection }: { connection: string }) {
  const t = useTranslations('shell')
  const here = placeOf(usePathname(), connection)
  return (
    <nav
      aria-label={t('pages')}
      className={`fixed inset-x-0 bottom-0 z-30 border-t border-line bg-paper pb-[env(safe-area-inset-bottom)]
        wide:static wide:border-0 wide:bg-transparent wide:pb-0 max-wide:short:static max-wide:short:order-last
        max-wide:short:basis-full max-wide:short:border-0 max-wide:short:pb-0 sm:short:basis-auto`}
    >
      <ul className="flex justify-around wide:flex-col wide:gap-0.5">
        {places.map(({ place, path, Icon }) => (
          <li key={place} className="min-w-11 flex-auto tight:min-w-0">
            <NavigationLink href={path(connection)} isHere={place === here} Icon={Icon}>
              {t(place)}
            </NavigationLink>
          </li>
        ))}
        <li className="min-w-11 flex-auto tight:min-w-0 wide:mt-2 wide:border-t wide:border-line wide:pt-2">
          <NavigationLink href={connectionsPath} isHere={here === 'settings'} Icon={Settings2}>
            {t('settings')}
          </NavigationLink>
        </li>
      </ul>
    </nav>
  )
}

interface NavigationLinkProps {
  readonly href: string
  readonly isHere: boolean
  readonly Icon: Icon
  readonly children: ReactNode
}

const NavigationLink = ({ href, isHere, Icon, children }: NavigationLinkProps) => (
  <Link
    prefetch={false}
    href={href}
    aria-current={isHere ? 'page' : undefined}
    className={`flex h-14 flex-col items-center justify-center gap-1 rounded-field text-meta text-muted
      -outline-offset-2 short:h-11 short:px-1.5 short:tight:px-0 hover:text-ink aria-[current]:font-medium aria-[current]:text-ink
      wide:h-8 wide:flex-row wide:justify-start wide:gap-2.5 wide:px-2 wide:text-row wide:hover:bg-sunken
      wide:aria-[current]:bg-sunken`}
  >
    <Icon size={16} aria-hidden strokeWidth={isHere ? 2.25 : 1.75} />
    <span className="tight:sr-only">{children}</span>
  </Link>
)
