import { ApiError } from '@/lib/protocol/error'
import type { RunWaiting } from '@/lib/protocol/responder'
import type { Api } from './api'

/** Of more at once it is not asked: then all are told of. */
const MAX_ASKED = 20

/** Those of the runs whose calls no rule answers: a person is to. */
export async function waitingForPerson({ own }: Pick<Api, 'own'>, ids: readonly string[]): Promise<readonly string[]> {
  if (ids.length > MAX_ASKED) return ids
  const needs = await Promise.all(ids.map((id) => needsPerson(own, id)))
  return ids.filter((_, index) => needs[index])
}

async function needsPerson(own: Pick<Api['own'], 'get'>, id: string): Promise<boolean> {
  try {
    const { needs_person } = await own.get<RunWaiting>(`/runs/${encodeURIComponent(id)}/responders/waiting`)
    return needs_person
  } catch (error) {
    // One that is gone waits for nobody; of what cannot be asked it is better told than not.
    return !(error instanceof ApiError && error.status === 404)
  }
}
