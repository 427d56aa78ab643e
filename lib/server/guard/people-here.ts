// What the guard knows of keys and projects: nothing until the database is open, which is after the first requests.
import type { AuditEvent } from '@/lib/backend/people/audit'
import type { People } from '@/lib/backend/people/create-people'

export interface PeopleHere {
  /** Undefined while the server starts. */
  readonly people: People | undefined
  /** Told when there are people; what was told before is told them then. */
  open(people: People): void
  audit(event: AuditEvent): void
  /** Told when there are people, and each time keys or projects have changed. */
  onChange(listener: (people: People) => void): void
}

export function createPeopleHere(): PeopleHere {
  const early: AuditEvent[] = []
  const listeners: ((people: People) => void)[] = []
  let people: People | undefined
  return {
    get people() {
      return people
    },
    open(opened) {
      people = opened
      for (const event of early.splice(0)) opened.audit(event)
      const tell = () => {
        for (const listener of listeners) listener(opened)
      }
      opened.subscribe(tell)
      tell()
    },
    audit(event) {
      if (people) people.audit(event)
      else early.push(event)
    },
    onChange: (listener) => void listeners.push(listener),
  }
}
