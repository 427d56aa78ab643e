// The one door between Next's route handlers and the backend. The server process owns the backend and outlives every
// hot reload; route handlers are bundled apart from it, so they meet at a global symbol.
import type { Backend } from './backend'

const KEY = Symbol.for('assistants-playground.backend')
const holder = globalThis as { [KEY]?: Backend }

/** Called once by the server process before the first request. */
export function openDoor(backend: Backend) {
  holder[KEY] = backend
}

/** The backend of this process. A Next server that was not started by `npm start` has none, and says so. */
export const backend: Backend = async (request) => {
  const behind = holder[KEY]
  if (!behind) throw new Error('No backend in this process: start the playground with npm start.')
  return behind(request)
}
