'use client'

import { useEffect, useState, type RefObject } from 'react'
import { flushSync } from 'react-dom'
import { patiently } from '@/components/late/patiently'
import type { CodeEditor } from './code-editor'
import type { TextRange } from './code-view'

interface Arrived {
  readonly Editor: typeof CodeEditor
  /** The selection of the textarea that had the focus when the editor came. */
  readonly selection: TextRange | undefined
}

let loaded: typeof CodeEditor | undefined

/**
 * The editor, as soon as it is here. It takes the focus over from the textarea that stood for it, but not while an
 * input method composes there: that would lose what is being typed.
 */
export function useCodeEditor(area: RefObject<HTMLTextAreaElement | null>): Arrived | undefined {
  const [arrived, setArrived] = useState<Arrived | undefined>(() => loaded && { Editor: loaded, selection: undefined })

  useEffect(() => {
    if (arrived) return
    const leave = new AbortController()
    let isComposing = false
    const arrive = () => {
      const Editor = loaded
      if (!Editor || isComposing || leave.signal.aborted) return
      const focused = area.current !== null && area.current === document.activeElement ? area.current : undefined
      const selection = focused && { from: focused.selectionStart, to: focused.selectionEnd }
      // At once: a focus that moved between reading it and rendering would be lost.
      flushSync(() => setArrived({ Editor, selection }))
    }
    const onCompose = (event: Event) => {
      isComposing = event.type === 'compositionstart'
      arrive()
    }
    area.current?.addEventListener('compositionstart', onCompose, leave)
    area.current?.addEventListener('compositionend', onCompose, leave)
    // Until it comes, the textarea stays.
    void patiently(() => import('./code-editor')).then((file) => {
      loaded = file.CodeEditor
      arrive()
    })
    return () => leave.abort()
  }, [arrived, area])

  return arrived
}
