'use client'

import { useTranslations } from 'next-intl'
import { usePathname } from 'next/navigation'
import { useEffect } from 'react'
import { useStore } from 'zustand'
import { navigationStore } from '@/components/routing/navigation-store'

/** A line at the window's upper edge while another page is on its way, however it was asked for. */
export function NavigationSign() {
  const t = useTranslations('shell')
  const pathname = usePathname()
  const towards = useStore(navigationStore, (state) => state.towards)
  // Whichever page has come: a redirect may lead to another one.
  useEffect(() => navigationStore.setState({ towards: null }), [pathname])
  if (towards === null || towards === pathname) return null
  return (
    <div
      role="progressbar"
      aria-label={t('page_coming')}
      className="navigation-sign pointer-events-none fixed inset-x-0 top-0 z-50 h-[3px] bg-ink forced-color-adjust-none"
    />
  )
}
