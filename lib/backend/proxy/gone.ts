// Threads that their backend does not know any more: what was seen of them stays, with a mark.
import type { ThreadSummary } from '@/lib/protocol/playground'
import type { Recording } from './recording'

/** A record beside the thread, with which it goes. */
const GONE = 'gone_thread'

/** When it was first found that there is no such thread any more, in Unix milliseconds; null where there is. */
async function goneMs({ store }: Pick<Recording, 'store'>, id: string): Promise<number | null> {
  const record = (await store.records.get(GONE, id)) as { readonly gone_ms: number | null } | undefined
  return record?.gone_ms ?? null
}

async function note({ store, changes }: Recording, id: string, gone_ms: number | null) {
  await store.records.put({ kind: GONE, id, owner: id }, { gone_ms })
  changes.publish({ kind: 'thread', verb: 'put', id, thread_id: id, status: null })
}

export async function noteGone(recording: Recording, id: string) {
  const isNews = (await recording.store.threads.get(id)) !== undefined && (await goneMs(recording, id)) === null
  if (isNews) await note(recording, id, recording.clock())
}

/** It was seen again. */
export async function noteHere(recording: Recording, id: string) {
  if ((await goneMs(recording, id)) !== null) await note(recording, id, null)
}

export async function withGone(recording: Recording, summary: ThreadSummary): Promise<ThreadSummary> {
  const gone_ms = await goneMs(recording, summary.id)
  return gone_ms === null ? summary : { ...summary, gone_ms }
}
