'use client'

import { createElement, use, useState, useTransition, type ComponentType, type FunctionComponent } from 'react'
import { createApi } from '@/lib/client/api'
import { fetchLater } from './fetch-ahead'
import { PartNotice, PartNoticeDialog, SilentRetry, type NoticeProps } from './part-notice'
import { createPartLoader, type PartLoader } from './part-loader'

const ANSWER_WITHIN_MS = 5_000
const askServer = () => createApi('').connections({ signal: AbortSignal.timeout(ANSWER_WITHIN_MS) })

type DrawNotice<Props> = (notice: NoticeProps, props: Props) => ReturnType<FunctionComponent>
type Load<Props> = () => Promise<ComponentType<Props>>

interface LateOptions {
  /** For small parts that nearly everybody uses: fetched ahead while there is a network. */
  readonly ahead?: boolean
}

/** Renders a part once it is loaded, suspends until then, and shows the notice in its place when loading fails. */
function createLate<Props extends object>(
  load: Load<Props>,
  drawNotice: DrawNotice<Props>,
  { ahead = false }: LateOptions = {},
): FunctionComponent<Props> {
  const loader = createPartLoader(load, askServer)
  if (ahead && typeof window !== 'undefined') fetchLater(loader.settle)
  return createPart(loader, drawNotice)
}

function createPart<Props extends object>(
  loader: PartLoader<ComponentType<Props>>,
  drawNotice: DrawNotice<Props>,
): FunctionComponent<Props> {
  return function LatePart(props: Props) {
    const [tries, setTries] = useState(0)
    const [isTrying, startTransition] = useTransition()
    // Each time: React renders anew what has suspended, and expects the same calls.
    const outcome = use(loader.settle())
    if ('part' in outcome) return createElement(outcome.part, props)
    function tryAgain() {
      // In a transition: the notice stays until this try has ended.
      startTransition(() => {
        void loader.again()
        setTries((count) => count + 1)
      })
    }
    return drawNotice({ failure: outcome.failure, tries, isTrying, onRetry: tryAgain }, props)
  }
}

/**
 * A part of the page whose script is loaded when it is first rendered. If that fails, a notice in its place says why
 * and offers to try again, and the rest of the page works. Until then the nearest Suspense shows its fallback.
 */
export const late = <Props extends object>(load: Load<Props>, options?: LateOptions) =>
  createLate(load, (notice) => <PartNotice {...notice} />, options)

/** The same for a dialog: the notice is a dialog, too. */
export const lateDialog = <Props extends { readonly onClose: () => void }>(load: Load<Props>, options?: LateOptions) =>
  createLate(load, (notice, { onClose }) => <PartNoticeDialog {...notice} onClose={onClose} />, options)

/** The same for parts that nobody asked for: loading is tried again without a notice. */
export const lateSilently = <Props extends object>(load: Load<Props>) =>
  createLate(load, (notice) => <SilentRetry {...notice} />)

/**
 * A late part that a page may need at its first sight. `useAtFirst(isNeeded)` is called by what is drawn around it, and
 * waits for the part where it is needed when that is first drawn: what the server drew is then taken over whole.
 */
export function lateOrAtFirst<Props extends object>(load: Load<Props>) {
  const loader = createPartLoader(load, askServer)
  function useAtFirst(isNeeded: boolean) {
    const [isNeededAtFirst] = useState(isNeeded)
    if (isNeededAtFirst) use(loader.settle())
  }
  return { Part: createPart(loader, (notice) => <PartNotice {...notice} />), useAtFirst }
}
