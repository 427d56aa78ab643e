'use client'

import { Activity, lazy, Suspense, use, useMemo, useState } from 'react'
import { useHydrated } from '@/components/ui/use-now'

// Its lexer is the largest part of a thread, and what stands in the page's HTML can be read without it.
let loaded: ReturnType<typeof load> | undefined
const load = () => import('./markdown').then((file) => ({ default: file.Markdown }))
const loadOnce = () => (loaded ??= load())
const Markdown = lazy(loadOnce)

interface LateMarkdownProps {
  readonly text: string
  readonly isWriting: boolean
}

/**
 * Markdown whose script comes behind the page. What the server drew stays as it is until then: an Activity is taken
 * over late as a Suspense is, but never sent as a fallback first, however long it is. Props: as of Markdown.
 */
export function LateMarkdown({ text, isWriting }: LateMarkdownProps) {
  const isHydrated = useHydrated()
  const [isDrawn] = useState(!isHydrated && !isWriting)
  // The same element each time: an Activity that is handed something new before it was taken over is drawn anew.
  const markdown = useMemo(() => {
    const element = <Markdown text={text} isWriting={isWriting} />
    if (isDrawn) return <Activity>{element}</Activity>
    return <Suspense fallback={<PlainText text={text} />}>{element}</Suspense>
  }, [text, isWriting, isDrawn])
  return markdown
}

const PlainText = ({ text }: { text: string }) => <p className="text-prose wrap-anywhere whitespace-pre-wrap">{text}</p>

/** For what holds messages: drawn in the browser only, it waits for Markdown, and none of its messages has to. */
export function useMarkdown() {
  const isHydrated = useHydrated()
  const [isDrawnHere] = useState(isHydrated)
  if (isDrawnHere) use(loadOnce())
}
