// The requests of one connection, whoever sends them: pages through their browser, parts of the server within the
// process. Where the wire and the playground's own resources lie for them is known here alone.
import { answerOf, json, post, put, type Send } from './requests'

type Options = Pick<RequestInit, 'signal'>

export type Client = ReturnType<typeof createClient>

/**
 * Every call throws ApiError. Paths begin behind the version; ids in them must be encoded, and what an answer is said
 * to be (`T`) is what the protocol says of the path. `key`: the idempotency key of whatever is posted without one.
 */
export function createClient(connection: string, send: Send, key?: string) {
  const name = encodeURIComponent(connection)
  return {
    ...requestsUnder(`/api/c/${name}/v1`, send, key),
    /** What no Assistants wire offers. */
    own: requestsUnder(`/api/connections/${name}`, send, key),
  }
}

function requestsUnder(base: string, send: Send, key: string | undefined) {
  return {
    get: <T>(path: string, options?: Options) => json<T>(send, base + path, options),
    post: <T>(path: string, body: unknown, ownKey = key) => json<T>(send, base + path, post(body, ownKey)),
    /** Replaces what stands there. */
    put: <T>(path: string, body: unknown) => json<T>(send, base + path, put(body)),
    /** Posts what is answered with nothing. */
    tell: async (path: string, body: unknown) => void (await answerOf(send, base + path, post(body))),
    /** Sends a form. */
    upload: <T>(path: string, form: FormData) => json<T>(send, base + path, { method: 'POST', body: form }),
    remove: <T>(path: string) => json<T>(send, base + path, { method: 'DELETE' }),
    /** Where the browser itself is to go: a picture's source, a download. */
    addressOf: (path: string) => base + path,
    /** The answer as it comes: a stream, or what is no JSON. */
    open: (path: string, options?: Pick<RequestInit, 'signal' | 'headers'>) => answerOf(send, base + path, options),
  }
}
