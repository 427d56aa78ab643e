// Answers that go on, such as event streams, end with the session or the key that asked for them.
import type { ServerResponse } from 'node:http'

export interface SessionAnswers {
  /** `sessionId`: of a session, or `key:` and the id of a key. */
  add(sessionId: string, response: ServerResponse): void
  /** Ends the answers of the session that are still open. */
  end(sessionId: string): void
  /** Ends those of all that may not go on. */
  endUnless(mayGoOn: (id: string) => boolean): void
}

/** The page that signs out closes its own streams; if they were cut off earlier, it would report an error. */
const GRACE_MS = 1_000

export function createSessionAnswers(): SessionAnswers {
  const answers = new Map<string, Set<ServerResponse>>()
  return {
    add(sessionId, response) {
      const open = answers.get(sessionId) ?? new Set()
      answers.set(sessionId, open.add(response))
      response.once('close', () => {
        open.delete(response)
        if (open.size === 0) answers.delete(sessionId)
      })
    },
    end(sessionId) {
      const cut = () => answers.get(sessionId)?.forEach((response) => response.destroy())
      setTimeout(cut, GRACE_MS).unref()
    },
    endUnless(mayGoOn) {
      for (const [id, open] of answers) {
        if (!mayGoOn(id)) for (const response of open) response.destroy()
      }
    },
  }
}
