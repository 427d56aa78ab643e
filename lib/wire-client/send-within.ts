import type { Send } from './requests'

// A request to a backend in this process never leaves it, and its host is never looked at.
const ORIGIN = 'http://backend.internal'

/** Sends to a backend of this process. */
export const sendWithin =
  (backend: (request: Request) => Promise<Response>): Send =>
  (path, init) =>
    backend(new Request(new URL(path, ORIGIN), init))
