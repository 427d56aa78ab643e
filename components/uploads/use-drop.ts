'use client'

import { useEffect, useEffectEvent, useState } from 'react'
import { toast } from '@/components/ui/toast-store'
import { droppedFiles } from './dropped-files'

const hasFiles = ({ dataTransfer }: DragEvent) => dataTransfer?.types.includes('Files') ?? false

/** Takes files that are dropped anywhere on the page. Returns whether some are held over it. */
export function useDrop(onFiles: (files: File[]) => void, isOn = true): boolean {
  const [isOver, setOver] = useState(false)
  const take = useEffectEvent(onFiles)
  useEffect(() => {
    if (!isOn) return
    const done = new AbortController()
    const options = { signal: done.signal }
    // What is inside tells of entering before what is around it tells of leaving.
    let depth = 0
    const show = () => setOver(depth > 0)
    const listen = (type: 'dragenter' | 'dragover' | 'dragleave' | 'drop', heard: (event: DragEvent) => void) =>
      addEventListener(type, (event) => hasFiles(event) && heard(event), options)
    listen('dragenter', (event) => (event.preventDefault(), depth++, show()))
    listen('dragover', (event) => event.preventDefault())
    listen('dragleave', () => (depth--, show()))
    listen('drop', (event) => {
      depth = 0
      show()
      // A part of the page may have taken them for itself.
      if (event.defaultPrevented || !event.dataTransfer) return
      event.preventDefault()
      void droppedFiles(event.dataTransfer).then(
        (files) => take(files),
        (error: unknown) => toast(String(error), 'error'),
      )
    })
    return () => {
      done.abort()
      setOver(false)
    }
  }, [isOn])
  return isOver
}
