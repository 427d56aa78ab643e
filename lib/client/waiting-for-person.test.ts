import { expect, it } from 'vitest'
import { ApiError } from '@/lib/protocol/error'
import { waitingForPerson } from './waiting-for-person'

const answers: Readonly<Record<string, () => unknown>> = {
  '/runs/by_rule/responders/waiting': () => ({ needs_person: false }),
  '/runs/by_person/responders/waiting': () => ({ needs_person: true }),
  '/runs/gone/responders/waiting': () => {
    throw new ApiError(404, 'There is no such run.')
  },
}
const own = {
  get: async <T>(path: string) => {
    const answer = answers[path]
    if (!answer) throw new Error('The server is away.')
    return answer() as T
  },
}

it('leaves out runs that a rule answers and those that are gone, and keeps what cannot be asked', async () => {
  const ids = ['by_rule', 'by_person', 'gone', 'unknown']
  expect(await waitingForPerson({ own } as never, ids)).toEqual(['by_person', 'unknown'])
})
