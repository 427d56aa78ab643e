// How a server finds out that an address leads back to itself: it sends a name that only this process has, and whoever
// has it answers so, before anything else is asked of the request.
import { ApiError, badRequest } from '@/lib/protocol/error'
import type { Fetch } from './fetch'

/** Names the process that sends a request. */
export const INSTANCE_HEADER = 'x-playground-instance'

/** Of no other answer. */
const LOOP_DETECTED = 508

/** What a process answers to its own requests; it has `INSTANCE_HEADER`, too. */
export const ownRequest = () =>
  new ApiError(LOOP_DETECTED, 'This request was sent by the server that it has reached.', { code: 'own_address' })

/** `isOwn` tells whether one of its requests has come back to this process. */
export function noticingOwn(fetch: Fetch, instance: string) {
  let isOwn = false
  return {
    isOwn: () => isOwn,
    async fetch(address: string, init: RequestInit = {}) {
      const headers = new Headers(init.headers)
      headers.set(INSTANCE_HEADER, instance)
      const answer = await fetch(address, { ...init, headers })
      isOwn ||= answer.status === LOOP_DETECTED && answer.headers.get(INSTANCE_HEADER) === instance
      return answer
    },
  }
}

interface Asking {
  readonly fetch: Fetch
  readonly instance: string
  /** How long it may take, in milliseconds. */
  readonly patienceMs: number
}

/** Throws ApiError where the address is this server's own. One that does not answer is nobody's. */
export async function refuseOwnAddress(url: string, { fetch, instance, patienceMs }: Asking) {
  const asking = noticingOwn(fetch, instance)
  try {
    const answer = await asking.fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(patienceMs) })
    await answer.body?.cancel()
  } catch {
    return
  }
  if (asking.isOwn()) throw badRequest(ownAddressText, { param: 'url', code: 'own_address' })
}

export const ownAddressText =
  'This is the address of this playground itself: a connection to it would ask itself. ' +
  'Its own backend is the built-in connection; enter the address of another server.'
