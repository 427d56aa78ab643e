'use client'

import { usePathname, useSearchParams } from 'next/navigation'
import { useEffect, useState } from 'react'
import { createUrlState, searchPart, type UrlState } from '@/lib/inspector/url-state'

/** The choices in this page's address, for what is drawn without knowing of pages. The same object as long as it is. */
export function usePageUrlState(): UrlState {
  const pathname = usePathname()
  const search = useSearchParams().toString()
  const [{ state, notify }] = useState(() => createPageUrlState(pathname, search))
  // The router changes the address without an event of the browser's, as for a link to another step.
  useEffect(notify, [search, notify])
  return state
}

function createPageUrlState(pathname: string, first: string) {
  if (typeof window === 'undefined') return { state: createUrlState(fixed(first), first), notify() {} }
  const part = searchPart(window, { pathname, first })
  return { state: createUrlState(part, first), notify: part.notify }
}

/** On the server nobody chooses. */
const fixed = (text: string) => ({ read: () => text, write() {}, linkTo: () => '', listen: () => () => {} })
