'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { Api } from '@/lib/client/api'
import { follow } from '@/lib/client/follow'
import { createBatch, refresh, staleBranches } from '@/lib/client/invalidate'
import type { Change } from '@/lib/protocol/playground'
import type { ConnectionState } from './connection-context'

type Line = ConnectionState['line']

const GATHER_MS = 150

/**
 * Follows what changes on the server and makes the queries about it stale. A hidden page lets its line go (a browser
 * has six for all its tabs) and catches up when it is seen again.
 */
export function useChanges(api: Api): Line {
  const client = useQueryClient()
  const [line, setLine] = useState<Line>('connecting')

  useEffect(() => {
    let leave = new AbortController()
    const batch = createBatch((branches) => {
      for (const queryKey of branches) void refresh(client, queryKey)
    }, GATHER_MS)

    function onState(state: 'open' | 'lost') {
      setLine(state)
      // Nobody listened before: neither while the line was lost, nor between the server's drawing and the first one.
      if (state === 'open') batch.add([[api.connection]])
    }
    async function listen(signal: AbortSignal) {
      for await (const frame of follow({ open: () => api.changes({ signal }), signal, onState })) {
        if (frame.event === 'change') batch.add(staleBranches(api.connection, JSON.parse(frame.data) as Change))
      }
    }
    function onVisibility() {
      leave.abort()
      leave = new AbortController()
      if (document.visibilityState === 'visible') void listen(leave.signal)
    }

    onVisibility()
    document.addEventListener('visibilitychange', onVisibility)
    return () => {
      document.removeEventListener('visibilitychange', onVisibility)
      leave.abort()
      batch.cancel()
    }
  }, [api, client])

  return line
}
