'use client'

import { useEffect, useState } from 'react'

/** Finds something on the page, the last that there is; whoever asks is drawn anew when the page has changed. */
export function useOnPage() {
  const [, setChanges] = useState(0)
  useEffect(() => {
    let frame = 0
    const seen = new MutationObserver(() => {
      frame ||= requestAnimationFrame(() => ((frame = 0), setChanges((changes) => changes + 1)))
    })
    // Not the tour's own frame, which moves by its style.
    seen.observe(document.body, { childList: true, subtree: true })
    return () => (seen.disconnect(), cancelAnimationFrame(frame))
  }, [])
  return (target: string): Element | null => [...document.querySelectorAll(target)].at(-1) ?? null
}
