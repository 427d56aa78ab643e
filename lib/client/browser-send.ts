// How requests leave the browser.
import { ApiError } from '@/lib/protocol/error'
import type { Send } from '@/lib/wire-client/requests'
import { projectHeaders } from './page-project'
import { noteServerTime } from './server-clock'

export const browserSend: Send = async (path, init) => {
  // A deletion goes on when the page is left.
  const headers = { ...projectHeaders(), ...init?.headers }
  const response = await fetch(path, { ...init, headers, keepalive: init?.method === 'DELETE' })
  noteServerTime({ serverMs: Date.parse(response.headers.get('date') ?? ''), hereMs: Date.now() })
  return response
}

/** The error of a request that never got an answer. Its status is 0. */
export const unreachable = () =>
  new ApiError(0, 'The server cannot be reached.', { type: 'connection_error', code: 'unreachable' })

/** An abort stays an abort. */
export const tellingUnreachable =
  (send: Send): Send =>
  (path, init) =>
    send(path, init).catch((error: unknown) => {
      if (init?.signal?.aborted) throw error
      throw unreachable()
    })

/** For what is no connection's own. Throws ApiError where the server cannot be reached. */
export const sendFromBrowser: Send = tellingUnreachable(browserSend)
