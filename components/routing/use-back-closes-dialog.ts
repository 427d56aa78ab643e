'use client'

import { useEffect } from 'react'
import { historyNavigation, type NavigateEvent } from './history-navigation'

/** The dialogs that stand over the page, the one on top last. */
const openDialogs = () => [...document.querySelectorAll<HTMLDialogElement>('dialog:modal')]

/**
 * The browser's Back closes the dialog that is open, and leaves the page where it is. Where a browser does not let that
 * be held, or the page moves all the same, its dialogs close with it.
 */
export function useBackClosesDialog() {
  useEffect(() => {
    const onNavigate = (event: Event) => {
      if ((event as NavigateEvent).navigationType !== 'traverse' || !event.cancelable) return
      const top = openDialogs().at(-1)
      if (!top) return
      event.preventDefault()
      // Who asks before a page is left need not: it is not.
      event.stopImmediatePropagation()
      top.close()
    }
    const onPopState = () => {
      for (const dialog of openDialogs()) dialog.close()
    }
    const navigation = historyNavigation()
    // Before whoever listens without `capture`.
    navigation?.addEventListener('navigate', onNavigate, true)
    window.addEventListener('popstate', onPopState)
    return () => {
      navigation?.removeEventListener('navigate', onNavigate, true)
      window.removeEventListener('popstate', onPopState)
    }
  }, [])
}
