'use client'

import { useEffect } from 'react'
import { tabTitleOf } from './tab-title'

/** Keeps the tab called as its page is: the server gave it the title that was right when it was asked. */
export function useTabTitle(title: string | undefined) {
  useEffect(() => {
    if (title !== undefined) document.title = tabTitleOf(title)
  }, [title])
}
