'use client'

import { useTranslations } from 'next-intl'
import type { ComponentProps } from 'react'
import { errorKind } from '@/components/ui/error-kind'
import { ErrorState } from '@/components/ui/error-state'
import { useTabTitle } from './use-tab-title'

/** An error that is all that a page has: its title is the page's and the tab's. Props: as ErrorState. */
export function PageError(props: Omit<ComponentProps<typeof ErrorState>, 'page' | 'compact'>) {
  const t = useTranslations('errors')
  useTabTitle(t(`${errorKind(props.error)}.title`))
  return <ErrorState page {...props} />
}
