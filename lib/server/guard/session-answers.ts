// Answers that go on, such as event streams, end with the session or the key that asked for them: when it is revoked or
// signed out, here or at another instance, and when its time is over.
import type { ServerResponse } from 'node:http'
import type { Access } from './access'
import type { PeopleHere } from './people-here'

export interface SessionAnswers {
  /** Whose: a session's id, or what `ofKey` makes of a key's. */
  add(whose: string, response: ServerResponse): void
  /** Ends the answers of a session that are still open. */
  end(sessionId: string): void
  /** Ends those of all that are over. */
  endOver(isOver: (whose: string) => boolean): void
}

/** The page that signs out closes its own streams; if they were cut off earlier, it would report an error. */
const GRACE_MS = 1_000

/** So often it is looked whose time is over. */
const LOOK_MS = 5_000

const KEY = 'key:'
export const ofKey = (id: string) => `${KEY}${id}`

export function createSessionAnswers(): SessionAnswers {
  const answers = new Map<string, Set<ServerResponse>>()
  const cut = (whose: string) => answers.get(whose)?.forEach((response) => response.destroy())
  const end = (sessionId: string) => void setTimeout(cut, GRACE_MS, sessionId).unref()
  return {
    add(whose, response) {
      const open = answers.get(whose) ?? new Set()
      answers.set(whose, open.add(response))
      response.once('close', () => {
        open.delete(response)
        if (open.size === 0) answers.delete(whose)
      })
    },
    end,
    endOver(isOver) {
      for (const whose of answers.keys()) if (isOver(whose)) (whose.startsWith(KEY) ? cut : end)(whose)
    },
  }
}

interface InTime {
  readonly answers: SessionAnswers
  readonly here: Pick<PeopleHere, 'people' | 'onChange'>
  /** Undefined where there are no sessions. */
  readonly access: Pick<Access, 'isOver'> | undefined
}

/** Ends them for as long as the process lives. */
export function endAnswersInTime({ answers, here, access }: InTime) {
  const isOver = (whose: string) => {
    if (!whose.startsWith(KEY)) return access?.isOver(whose) ?? false
    return here.people !== undefined && here.people.keys.standing(whose.slice(KEY.length)) === undefined
  }
  const look = () => answers.endOver(isOver)
  here.onChange(look)
  setInterval(look, LOOK_MS).unref()
}
