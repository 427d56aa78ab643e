// Threads that their backend does not know any more: what was seen of them stays, with a mark.
import type { Recording } from './recording'

type Marking = Pick<Recording, 'store' | 'changes' | 'clock'>

const announce = ({ changes }: Marking, id: string) =>
  changes.publish({ kind: 'thread', verb: 'put', id, thread_id: id, status: null })

export async function noteGone(recording: Marking, id: string) {
  if (await recording.store.threadMarks.setGone(id, recording.clock())) announce(recording, id)
}

/** Takes the mark away: the thread was seen again. */
export async function noteHere(recording: Marking, id: string) {
  if (await recording.store.threadMarks.setGone(id, null)) announce(recording, id)
}
