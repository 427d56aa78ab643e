'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useApi } from '@/components/connection/connection-context'
import { addThreads, type AddResult } from '@/lib/client/add-threads'
import { keys } from '@/lib/client/keys'

/** Adds threads by their ids, one after the other, for as long as the dialog stands. */
export function useAddThreads() {
  const api = useApi()
  const client = useQueryClient()
  const [ids, setIds] = useState<readonly string[]>()
  const [results, setResults] = useState<readonly AddResult[]>([])
  const [isRunning, setRunning] = useState(false)
  const stopping = useRef<AbortController>(undefined)
  useEffect(() => () => stopping.current?.abort(), [])

  async function add(wanted: readonly string[], before: readonly AddResult[]) {
    const { signal } = (stopping.current = new AbortController())
    setRunning(true)
    await addThreads(api, wanted, { signal, onProgress: (added) => setResults([...before, ...added]) })
    setRunning(false)
    await client.invalidateQueries({ queryKey: keys.threadLists(api.connection) })
  }

  return {
    /** What is to be added; undefined before it is known. */
    ids,
    /** What became of them, in their order, as far as it has come. */
    results,
    isRunning,
    start(wanted: readonly string[]) {
      setIds(wanted)
      setResults([])
      void add(wanted, [])
    },
    stop: () => stopping.current?.abort(),
    goOn() {
      const done = new Set(results.map(({ id }) => id))
      void add(
        (ids ?? []).filter((id) => !done.has(id)),
        results,
      )
    },
    clear: () => setIds(undefined),
  }
}
