// Who may come: keys, projects, sign-ins that were ended, and what is told of who did what.
import type { Backend } from '@/lib/backend/backend'
import type { Clock } from '@/lib/backend/clock'
import type { OpenDatabase } from '@/lib/backend/store/open-database'
import type { PeopleTable, WrongKey } from '@/lib/backend/store/people-table'
import type { Audit } from './audit'
import { KEY, type Keyring, openKeyring } from './keyring'
import { isAboutPeople, peopleRoutes } from './people-routes'
import { openProjects, PROJECT, type Projects } from './projects'

/** The kinds of settings that are about people. */
export const peopleSettings = [KEY, PROJECT] as const

export interface PeopleOptions {
  readonly database: Pick<OpenDatabase, 'settings' | 'people'>
  readonly clock: Clock
  /** For how many days it is kept who did what. */
  readonly auditDays: number
  /** Removes all that is kept of a project. */
  readonly erase: (project: string) => Promise<void>
  /** Tells of changes that other processes have made, where there are any; returns what ends that. */
  readonly watch?: ((changed: () => void) => () => void) | undefined
  readonly report: (message: string, error: unknown) => void
}

export interface EndedElsewhere {
  readonly id: string
  readonly expires: number
}

export interface People {
  readonly keys: Keyring
  readonly projects: Projects
  readonly audit: Audit
  /** Answers what is about people. */
  readonly routes: Backend
  /** Answers what is about people; all else goes on to the other. */
  before(backend: Backend): Backend
  /** Told when keys or projects have changed, here or elsewhere. */
  subscribe(listener: () => void): () => void
  /** Sessions that were ended, by any process. */
  endedSessions(): Promise<readonly EndedElsewhere[]>
  /** Tells other processes that a session has ended. */
  endSession(session: EndedElsewhere): void
  /** Where wrong keys are counted for all instances together; in milliseconds to wait. */
  readonly noteWrongKey: ((key: Omit<WrongKey, 'atMs'>) => Promise<number>) | undefined
  /** Deletes what is too old. Never throws. */
  deleteOld(): Promise<void>
  close(): void
}

const DAY_MS = 86_400_000

export async function createPeople(options: PeopleOptions): Promise<People> {
  const { database, clock, auditDays, erase, watch, report } = options
  const { settings, people } = database
  const listeners = new Set<() => void>()
  const changed = () => {
    for (const listener of listeners) listener()
  }
  const keys = await openKeyring({ settings, people, clock, report })
  const projects = await openProjects({
    settings,
    clock,
    report,
    async erase(project) {
      await keys.revokeAll(project)
      changed()
      await erase(project)
    },
  })
  const audit: Audit = (event) => {
    people.audit(clock(), event).catch((error: unknown) => report(`It could not be kept: ${event.action}.`, error))
  }
  const refresh = async () => {
    await Promise.all([keys.refresh(), projects.refresh()])
    changed()
  }
  const stop = watch?.(() => {
    refresh().catch((error: unknown) => report('Keys and projects could not be read again.', error))
  })
  const routes = peopleRoutes({ keys, projects, audit, audited: people.audited, report })

  async function answer(request: Request) {
    const response = await routes(request)
    if (request.method !== 'GET') changed()
    return response
  }

  return {
    keys,
    projects,
    audit,
    routes,
    before: (backend) => (request) => (isAboutPeople(request) ? answer(request) : backend(request)),
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    endedSessions: () => people.endedSessions(),
    endSession(session) {
      people.endSession(session).catch((error: unknown) => report('A sign-out could not be told to others.', error))
    },
    noteWrongKey: noteWrongKeyAt(people, clock),
    async deleteOld() {
      const old = [people.forgetAudit(clock() - auditDays * DAY_MS), people.forgetSessions(Math.floor(clock() / 1_000))]
      for (const each of await Promise.allSettled(old)) {
        if (each.status === 'rejected') report('What is too old of who did what could not be deleted.', each.reason)
      }
    },
    close: () => stop?.(),
  }
}

const noteWrongKeyAt = ({ noteWrongKey }: PeopleTable, clock: Clock): People['noteWrongKey'] =>
  noteWrongKey && ((key) => noteWrongKey({ ...key, atMs: clock() }))
