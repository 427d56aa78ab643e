import type { QueryClient } from '@tanstack/react-query'
import type { Api } from '@/lib/client/api'
import { backendQuery } from '@/lib/client/backend-query'
import { refresh } from '@/lib/client/invalidate'
import { serverNow } from '@/lib/client/server-clock'
import { accountFailureOf } from '@/lib/protocol/error'
import { awayStore } from './away-store'

/**
 * Keeps the away store, until the returned function is called. A request of the page that fails between the server and
 * the backend has the backend asked; whether that one is answered decides, so that one failing answer is not an outage.
 */
export function watchAway(client: QueryClient, api: Api): () => void {
  const probe = backendQuery(api)
  const isProbe = ({ queryKey }: { readonly queryKey: readonly unknown[] }) => queryKey[1] === probe.queryKey[1]
  const cache = client.getQueryCache()
  const ask = (error: unknown) => {
    if (isAway(error)) void client.fetchQuery(probe).catch(() => undefined)
  }
  const stops = [
    cache.subscribe((event) => {
      if (event.type !== 'updated') return
      const { action, query } = event
      if (action.type === 'error') (isProbe(query) ? noteFailure : ask)(action.error)
      if (action.type === 'success' && isProbe(query)) noteAnswer(client, api)
    }),
    client.getMutationCache().subscribe((event) => {
      if (event.type === 'updated' && event.action.type === 'error') ask(event.action.error)
    }),
  ]
  const failed = cache.getAll().find(({ state }) => isAway(state.error))
  if (failed) ask(failed.state.error)
  return () => {
    for (const stop of stops) stop()
    awayStore.setState({ sinceMs: null })
  }
}

/** A key that is refused is an answer. */
function isAway(error: unknown): boolean {
  const failure = accountFailureOf(error)
  return failure === 'silent' || failure === 'failed'
}

function noteFailure(error: unknown) {
  if (isAway(error)) awayStore.setState(({ sinceMs }) => ({ sinceMs: sinceMs ?? serverNow() }))
  else if (accountFailureOf(error)) awayStore.setState({ sinceMs: null })
}

function noteAnswer(client: QueryClient, api: Api) {
  if (awayStore.getState().sinceMs === null) return
  awayStore.setState({ sinceMs: null })
  void refresh(client, [api.connection])
}
