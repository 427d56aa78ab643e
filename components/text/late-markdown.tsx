'use client'

import { Activity, createElement, Suspense, use, useEffect, useMemo, useState, type ComponentProps } from 'react'
import { patiently } from '@/components/late/patiently'
import { useHydrated } from '@/components/ui/use-now'
import type { Markdown as MarkdownComponent } from './markdown'
import { PlainText } from './plain-text'

// Its lexer is the largest part of a thread's script, and the server's HTML can be read without it.
let loading: Promise<typeof MarkdownComponent> | undefined
let loaded: typeof MarkdownComponent | undefined
/** Settles with the first try, whether it failed or not. */
let tried: Promise<unknown> | undefined

const load = () => (loading ??= loadPatiently())
const loadPatiently = () =>
  patiently(() => {
    const attempt = import('./markdown')
    tried ??= attempt.catch(() => undefined)
    return attempt
  }).then((file) => (loaded = file.Markdown))

function LazyMarkdown(props: ComponentProps<typeof MarkdownComponent>) {
  return createElement(use(load()), props)
}

interface LateMarkdownProps {
  readonly text: string
  readonly isWriting: boolean
}

/**
 * Markdown whose script comes behind the page. What the server drew stays as it is until then: an Activity is taken
 * over late as a Suspense is, but never sent as a fallback first, however long it is.
 */
export function LateMarkdown({ text, isWriting }: LateMarkdownProps) {
  const isHydrated = useHydrated()
  const [isDrawn] = useState(!isHydrated && !isWriting)
  // Not during hydration: the server and the browser must render the same.
  const [Markdown] = useState(() => (isHydrated ? loaded : undefined))
  // The same element each time: an Activity whose children change before it is hydrated is rendered anew.
  const markdown = useMemo(() => {
    const lazily = <LazyMarkdown text={text} isWriting={isWriting} />
    if (isDrawn) return <Activity>{lazily}</Activity>
    // Rendered at once where it is loaded: a Suspense would show its fallback first.
    if (Markdown) return <Markdown text={text} isWriting={isWriting} />
    return <Suspense fallback={<PlainText text={text} />}>{lazily}</Suspense>
  }, [text, isWriting, isDrawn, Markdown])
  return markdown
}

/**
 * For what holds messages: drawn by the server, it sends for Markdown at once, so that it is here before an answer;
 * drawn in the browser only, it waits for it, and none of its messages has to. Without a network it does not wait: what
 * was written stands as it was written until Markdown comes.
 */
export function useMarkdown() {
  const isHydrated = useHydrated()
  const [isDrawnHere] = useState(isHydrated)
  if (isDrawnHere) {
    void load()
    if (tried) use(tried)
  }
  useEffect(() => void load(), [])
}
