'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useRef, useState } from 'react'
import { ConfirmDialog } from './ui/confirm-dialog'

interface LeaveGuardProps {
  /** There is something to lose. */
  readonly active: boolean
  readonly title: string
  readonly text: string
  readonly action: string
}

/** The part of the Navigation API that is used; Firefox has it only lately, and TypeScript not yet. */
interface NavigateEvent extends Event {
  readonly navigationType: string
  readonly destination: { readonly key: string }
}
type HistoryNavigation = EventTarget & { traverseTo(key: string): void }

const historyNavigation = () => (window as { navigation?: HistoryNavigation }).navigation

/**
 * Asks before unsaved work is left: by a link, by the browser's back and forward, by closing the page.
 * Props: active, title, text, action.
 */
export function LeaveGuard({ active, title, text, action }: LeaveGuardProps) {
  const router = useRouter()
  const [goOn, setGoOn] = useState<() => void>()
  const leaving = useRef(false)

  useEffect(() => {
    if (!active) return
    leaving.current = false
    const hold = (event: Event, go: () => void) => {
      if (leaving.current || !event.cancelable) return
      event.preventDefault()
      event.stopPropagation()
      setGoOn(() => go)
    }
    const onClick = (event: MouseEvent) => {
      const link = plainLinkOf(event)
      if (link) hold(event, () => router.push(link.pathname + link.search + link.hash))
    }
    const onNavigate = (event: Event) => {
      const { navigationType, destination } = event as NavigateEvent
      if (navigationType === 'traverse') hold(event, () => historyNavigation()?.traverseTo(destination.key))
    }
    const onUnload = (event: BeforeUnloadEvent) => event.preventDefault()

    document.addEventListener('click', onClick, true)
    historyNavigation()?.addEventListener('navigate', onNavigate)
    window.addEventListener('beforeunload', onUnload)
    return () => {
      document.removeEventListener('click', onClick, true)
      historyNavigation()?.removeEventListener('navigate', onNavigate)
      window.removeEventListener('beforeunload', onUnload)
    }
  }, [active, router])

  return (
    <ConfirmDialog
      open={active && goOn !== undefined}
      title={title}
      action={action}
      onClose={() => setGoOn(undefined)}
      onConfirm={() => {
        leaving.current = true
        setGoOn(undefined)
        goOn?.()
      }}
    >
      <p>{text}</p>
    </ConfirmDialog>
  )
}

/** The link of ours that a click would follow in this window. */
function plainLinkOf(event: MouseEvent): HTMLAnchorElement | undefined {
  if (event.defaultPrevented || event.button !== 0) return undefined
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return undefined
  const link = event.target instanceof Element ? event.target.closest('a') : null
  if (!link || link.target || link.origin !== window.location.origin) return undefined
  if (link.pathname === window.location.pathname && link.hash) return undefined
  return link
}
