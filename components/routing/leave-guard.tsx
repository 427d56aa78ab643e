'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { historyNavigation, type NavigateEvent } from './history-navigation'
import { holdLeaving } from './leave-hold'

interface LeaveGuardProps {
  /** Something would be lost. */
  readonly active: boolean
  readonly title: string
  readonly text: string
  readonly action: string
  /** The reader agreed to lose it. */
  readonly onLeave: () => void
}

interface Held {
  readonly by: unknown
  readonly go: () => void
}

/**
 * Asks before unsaved work is left: by a link, by a button marked data-leaves, by the browser's back and forward, by
 * closing the page.
 */
export function LeaveGuard({ active, title, text, action, onLeave }: LeaveGuardProps) {
  const router = useRouter()
  const [held, setHeld] = useState<Held>()
  /** The navigation that the reader agreed to: a button, or an entry of the history. */
  const agreed = useRef<unknown>(undefined)

  useEffect(() => {
    if (!active) return
    agreed.current = undefined
    const hold = (event: Event, leave: Held) => {
      if (agreed.current === leave.by || !event.cancelable) return
      event.preventDefault()
      event.stopPropagation()
      setHeld(leave)
    }
    const onClick = (event: MouseEvent) => {
      const link = plainLinkOf(event)
      if (link) hold(event, { by: link, go: () => router.push(link.pathname + link.search + link.hash) })
      const button = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-leaves]') : null
      if (button) hold(event, { by: button, go: () => button.click() })
    }
    const onNavigate = (event: Event) => {
      const { navigationType, destination } = event as NavigateEvent
      if (navigationType !== 'traverse') return
      // Only a parameter of the same page changes: nothing is lost.
      if (new URL(destination.url).pathname === window.location.pathname) return
      hold(event, { by: destination.key, go: () => historyNavigation()?.traverseTo(destination.key) })
    }
    const onUnload = (event: BeforeUnloadEvent) => event.preventDefault()

    const release = holdLeaving((go) => setHeld({ by: go, go }))
    document.addEventListener('click', onClick, true)
    historyNavigation()?.addEventListener('navigate', onNavigate)
    window.addEventListener('beforeunload', onUnload)
    return () => {
      release()
      document.removeEventListener('click', onClick, true)
      historyNavigation()?.removeEventListener('navigate', onNavigate)
      window.removeEventListener('beforeunload', onUnload)
    }
  }, [active, router])

  return (
    <ConfirmDialog
      open={active && held !== undefined}
      title={title}
      action={action}
      onClose={() => setHeld(undefined)}
      onConfirm={() => {
        agreed.current = held?.by
        // Closed before the page is left: Back closes a dialog that is open.
        flushSync(() => setHeld(undefined))
        onLeave()
        held?.go()
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
