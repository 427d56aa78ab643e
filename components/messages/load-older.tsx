'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useRef } from 'react'
import { scrollerOf } from '@/components/scrolling/scroller-of'
import { Button } from '@/components/ui/button'

interface LoadOlderProps {
  readonly busy: boolean
  readonly onLoad: () => void
}

/** Loads older messages when the reader comes near them, or asks. */
export function LoadOlder({ busy, onLoad }: LoadOlderProps) {
  const t = useTranslations('thread')
  const place = useRef<HTMLDivElement>(null)
  const load = useRef(onLoad)
  useEffect(() => void (load.current = onLoad))
  useEffect(() => {
    const element = place.current
    if (!element || busy) return
    const box = element.closest<HTMLElement>('[data-scrolls]')
    const look = (entries: IntersectionObserverEntry[]) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) load.current()
    }
    const observer = new IntersectionObserver(look, { root: box && scrollerOf(box), rootMargin: '600px 0px 0px' })
    observer.observe(element)
    return () => observer.disconnect()
  }, [busy])
  return (
    <div ref={place} className="flex justify-center">
      <Button busy={busy} onClick={onLoad}>
        {t('load_older')}
      </Button>
    </div>
  )
}
