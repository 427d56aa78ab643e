import type { QueryClient } from '@tanstack/react-query'
import type { Api } from '@/lib/client/api'
import { follow } from '@/lib/client/follow'
import { createBatch, noteDeletion, refresh, refreshOlder, staleBranches } from '@/lib/client/invalidate'
import { ApiError } from '@/lib/protocol/error'
import type { Change, ChangesReady } from '@/lib/protocol/playground'
import { lineStore, type Line } from './line-store'

const GATHER_MS = 150
const setLine = (line: Line) => lineStore.setState({ line })
const networkEvents = ['online', 'offline'] as const

interface FollowChangesOptions {
  readonly api: Api
  readonly client: QueryClient
  readonly onChange: (change: Change) => void
}

/**
 * Follows the changes on the server and makes the queries about them stale, until the returned function is called. A
 * hidden page closes its connection (a browser has six for all its tabs) and catches up when it is visible again.
 */
export function followChanges({ api, client, onChange }: FollowChangesOptions): () => void {
  let leave = new AbortController()
  const batch = createBatch((branches) => {
    for (const queryKey of branches) void refresh(client, queryKey)
  }, GATHER_MS)

  let missed = false
  const everything = [api.connection]

  function onState(state: 'open' | 'lost', cause?: unknown) {
    setLine(cause instanceof ApiError && cause.status === 401 ? 'signed_out' : state)
    if (state === 'open' && missed) batch.add([everything])
    missed = true
  }
  /** Changes between the server's rendering of the page and now were not heard. */
  function catchUp({ last_change_ms: lastMs }: ChangesReady) {
    if (lastMs !== null) void refreshOlder(client, everything, lastMs)
  }
  function take(change: Change) {
    noteDeletion(client, api.connection, change)
    batch.add(staleBranches(api.connection, change))
    onChange(change)
  }
  async function listen(signal: AbortSignal) {
    for await (const { event, data } of follow({ open: () => api.changes({ signal }), signal, onState })) {
      if (event === 'ready') catchUp(JSON.parse(data) as ChangesReady)
      if (event === 'change') take(JSON.parse(data) as Change)
      // This page read too slowly, so the server dropped changes.
      if (event === 'resync') batch.add([everything])
    }
  }
  /** Without a network a connection may hang for minutes before it breaks: a new one shows at once whether it works. */
  function listenAnew() {
    leave.abort()
    leave = new AbortController()
    if (document.visibilityState === 'visible') void listen(leave.signal)
  }

  setLine('connecting')
  listenAnew()
  document.addEventListener('visibilitychange', listenAnew)
  for (const event of networkEvents) addEventListener(event, listenAnew)
  return () => {
    document.removeEventListener('visibilitychange', listenAnew)
    for (const event of networkEvents) removeEventListener(event, listenAnew)
    leave.abort()
    batch.cancel()
  }
}
