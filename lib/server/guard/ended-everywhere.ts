// Sessions that were ended at any of several instances, which the database tells.
import type { EndedSessions, Session } from './ended-sessions'
import type { PeopleHere } from './people-here'

interface EndedEverywhereOptions {
  readonly here: Pick<PeopleHere, 'people' | 'onChange'>
  readonly report: (message: string, error: unknown) => void
}

/** Until the database is open nothing is served but that the server starts, and no session has to be refused. */
export function createEndedEverywhere({ here, report }: EndedEverywhereOptions): EndedSessions {
  const ended = new Set<string>()
  const early: Session[] = []
  here.onChange((people) => {
    for (const session of early.splice(0)) people.endSession(session)
    people.endedSessions().then(
      (sessions) => {
        for (const { id } of sessions) ended.add(id)
      },
      (error: unknown) => report('The sessions that were ended elsewhere could not be read.', error),
    )
  })
  return {
    has: ({ id }) => ended.has(id),
    end(session) {
      ended.add(session.id)
      if (here.people) here.people.endSession(session)
      else early.push(session)
    },
  }
}
