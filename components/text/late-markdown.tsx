'use client'

import { Activity, createElement, Suspense, use, useEffect, useMemo, useState, type ComponentProps } from 'react'
import { patiently } from '@/components/late/patiently'
import { useDrawnByServer } from '@/components/ui/use-now'
import type { Markdown as MarkdownComponent } from './markdown'
import { PlainText } from './plain-text'

// Its lexer is the largest part of a thread's script, and the server's HTML can be read without it.
let loading: Promise<typeof MarkdownComponent> | undefined
let loaded: typeof MarkdownComponent | undefined
/** Settles with the first try, whether it failed or not. */
let tried: Promise<unknown> | undefined

/** Resolves as `load` does, which it does not call. */
let onAsked: (markdown: Promise<typeof MarkdownComponent>) => void
const asked = new Promise<typeof MarkdownComponent>((resolve) => (onAsked = resolve))

function load() {
  if (!loading) onAsked((loading = loadPatiently()))
  return loading
}
const loadPatiently = () =>
  patiently(() => {
    const attempt = import('./markdown')
    tried ??= attempt.catch(() => undefined)
    return attempt
  }).then((file) => (loaded = file.Markdown))

function LazyMarkdown(props: ComponentProps<typeof MarkdownComponent>) {
  return createElement(use(load()), props)
}

/** Takes over what the server drew. Where nothing in it can be used but links, that needs no script by itself. */
function DrawnMarkdown(props: ComponentProps<typeof MarkdownComponent>) {
  const isTakenOver = useDrawnByServer() && typeof window !== 'undefined'
  return createElement(use(isTakenOver && !mayHaveButtons(props.text) ? asked : load()), props)
}

/** Code has a button, and stands between fences or is indented. The marks of sources are buttons. */
const mayHaveButtons = (text: string) => /`{3}|~{3}| {4}|\t|【\d/.test(text)

interface LateMarkdownProps {
  readonly text: string
  readonly isWriting: boolean
}

/**
 * Markdown whose script comes behind the page. What the server drew stays as it is until then: an Activity is taken
 * over late as a Suspense is, but never sent as a fallback first, however long it is.
 */
export function LateMarkdown({ text, isWriting }: LateMarkdownProps) {
  const isServers = useDrawnByServer()
  const [isDrawn] = useState(isServers && !isWriting)
  // Not during hydration: the server and the browser must render the same.
  const [Markdown] = useState(() => (isServers ? undefined : loaded))
  // The same element each time: an Activity whose children change before it is hydrated is rendered anew.
  const markdown = useMemo(() => {
    if (isDrawn) {
      return (
        <Activity>
          <DrawnMarkdown text={text} isWriting={isWriting} />
        </Activity>
      )
    }
    // Rendered at once where it is loaded: a Suspense would show its fallback first.
    if (Markdown) return <Markdown text={text} isWriting={isWriting} />
    return (
      <Suspense fallback={<PlainText text={text} />}>
        <LazyMarkdown text={text} isWriting={isWriting} />
      </Suspense>
    )
  }, [text, isWriting, isDrawn, Markdown])
  return markdown
}

/** After these the next thing may be a message. */
const TOUCHES = ['pointerdown', 'keydown', 'focusin'] as const

/**
 * For what holds messages: drawn by the server, it sends for Markdown when a message `isExpected`, or as soon as
 * somebody begins to do something there, so that it is here before an answer; drawn in the browser only, it waits for
 * it, and none of its messages has to. Without a network it does not wait: what was written stands as it was written
 * until Markdown comes.
 */
export function useMarkdown(isExpected: boolean) {
  if (!useDrawnByServer()) {
    void load()
    if (tried) use(tried)
  }
  useEffect(() => {
    const done = new AbortController()
    const send = () => (done.abort(), void load())
    if (isExpected) send()
    else for (const touch of TOUCHES) addEventListener(touch, send, { signal: done.signal })
    return () => done.abort()
  }, [isExpected])
}
