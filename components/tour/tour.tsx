'use client'

import { useTranslations } from 'next-intl'
import { usePathname } from 'next/navigation'
import { useEffect, useState } from 'react'
import { goToInTour, leaveTour, useTourPlace } from '@/components/kept/tour-place'
import { Button } from '@/components/ui/button'
import { IconButton } from '@/components/ui/icon-button'
import { X } from '@/components/ui/icons'
import { toast } from '@/components/ui/toast-store'
import { pageOf, stepAt, tourSteps } from './tour-steps'
import { useOnPage } from './use-on-page'

/** The first minute: a card that says what to do, and a frame around what it is about. Nothing waits for it. */
export function Tour() {
  const t = useTranslations('tour')
  const place = Math.min(Number(useTourPlace()) || 0, tourSteps.length - 1)
  const page = pageOf(usePathname())
  const has = useOnPage()
  const step = stepAt(place, page, (target) => has(target) !== null)
  useEffect(() => {
    if (step !== place) goToInTour(step)
  }, [step, place])
  const at = tourSteps[step]!
  // Elsewhere it waits: nobody has to go on with it.
  if (page === undefined) return null
  const isLast = step === tourSteps.length - 1
  const leave = () => (leaveTour(step), toast(t('left')))
  const target = at.page === page && at.target !== undefined ? has(at.target) : null
  return (
    <>
      {target && <Frame around={target} />}
      <aside
        aria-label={t('title')}
        className={`overlay fixed right-4 bottom-[calc(var(--shell-bottom)+1rem)] z-40 flex w-[calc(100vw-2rem)] max-w-80
          flex-col gap-2 p-4`}
      >
        <div aria-live="polite" className="flex flex-col gap-1">
          <p className="text-meta text-muted">{t('count', { number: step + 1, total: tourSteps.length })}</p>
          <h2 className="text-section">{t(`steps.${at.id}.title`)}</h2>
          <p className="text-row">{t(`steps.${at.id}.text`)}</p>
          {at.page !== page && <p className="text-row text-muted">{t(`elsewhere.${at.page}`)}</p>}
        </div>
        <div className="flex items-center justify-end gap-2">
          {step > 0 && tourSteps[step - 1]?.page === page && (
            <Button look="quiet" onClick={() => goToInTour(step - 1)}>
              {t('back')}
            </Button>
          )}
          <Button onClick={isLast ? () => leaveTour(0) : () => goToInTour(step + 1)}>
            {t(isLast ? 'done' : 'next')}
          </Button>
        </div>
        <span className="absolute top-1 right-1">
          <IconButton label={t('leave')} icon={<X size={16} />} onClick={leave} />
        </span>
      </aside>
    </>
  )
}

/** A frame that follows what it is around, over the page, and takes no press. */
function Frame({ around }: { around: Element }) {
  const [box, setBox] = useState<DOMRect>()
  useEffect(() => {
    around.scrollIntoView({ block: 'nearest' })
    let frame = requestAnimationFrame(function measure() {
      const next = around.getBoundingClientRect()
      setBox((known) => (known && isSame(known, next) ? known : next))
      frame = requestAnimationFrame(measure)
    })
    return () => cancelAnimationFrame(frame)
  }, [around])
  return (
    box && (
      <div
        aria-hidden
        className="pointer-events-none fixed top-0 left-0 z-40 rounded-dialog outline-2 outline-offset-4 outline-ink"
        style={{ width: box.width, height: box.height, transform: `translate(${box.left}px, ${box.top}px)` }}
      />
    )
  )
}

const isSame = (one: DOMRect, other: DOMRect) =>
  one.left === other.left && one.top === other.top && one.width === other.width && one.height === other.height
