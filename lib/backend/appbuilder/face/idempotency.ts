// Creates of this wire that bear an `Idempotency-Key` are done once. The connection behind does its part of each once,
// too, so that what was made and not yet kept here is not made twice.
import { createHash } from 'node:crypto'
import type { Context } from 'hono'
import { createOnce, type SaveAnswer } from '@/lib/backend/wire/idempotency'
import type { AnswerTable } from '@/lib/backend/store/store'
import type { FaceServices } from './context'

interface Keeping {
  /** Whose wire sends what it posts under a key that is made of the request's. */
  readonly services: FaceServices
  /** To be called with what was made. */
  readonly saveAnswer: (made: Parameters<SaveAnswer>[1]) => Promise<void>
}

type Create = (context: Context, keeping: Keeping) => Promise<Response>

/** Wraps the handler of a create. */
export type FaceOnce = (create: Create) => (context: Context) => Promise<Response>

interface FaceOnceOptions {
  readonly services: FaceServices
  readonly under: (key: string) => FaceServices['wire']
  readonly answers: AnswerTable
}

/** `again` answers for a run that was begun, or went on, behind the event of that number. */
export function createFaceOnce(
  { services, under, answers }: FaceOnceOptions,
  again: (context: Context, runId: string, after: number) => Promise<Response>,
): FaceOnce {
  const once = createOnce({ store: { answers }, stream: (runId, after, context) => again(context, runId, after) })
  return (create) =>
    once((context, saveAnswer) => {
      const key = context.req.header('idempotency-key')
      const wire = key === undefined ? services.wire : under(innerKey(key))
      return create(context, { services: { ...services, wire }, saveAnswer: (made) => saveAnswer({ answers }, made) })
    })
}

/** Hashed, so that it keeps to the length that a key may have; the prefix keeps it apart from keys of other clients. */
const innerKey = (key: string) => `appbuilder-${createHash('sha256').update(key).digest('base64url')}`
