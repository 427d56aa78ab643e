// Assistants as answers show them, and those that are only named by what they have answered.
import type { Assistant } from '@/lib/protocol/assistant'
import { isNotFound } from '@/lib/protocol/error'
import type { Run } from '@/lib/protocol/run'
import { tableFor } from './frame-observation'
import type { Recording } from './recording'

export async function takeAssistant({ store, changes }: Recording, assistant: Assistant) {
  const { id } = assistant
  const known = await store.assistants.get(id)
  if (JSON.stringify(assistant) === JSON.stringify(known)) return
  if (!(await store.assistants.put(assistant))) {
    await store.assistants.insert(assistant, { createdMs: assistant.created_at * 1000 })
  }
  changes.publish({ kind: 'assistant', verb: 'put', id, thread_id: null, status: null })
}

/**
 * Asks in the background for the assistant of a run that is new here, once, so that lists have its name. One that is
 * gone there is asked for once only; what else goes wrong, the next of its runs tries again.
 */
export function learnAssistant(recording: Recording, { assistant_id: id }: Run) {
  const { store, ask, askedAssistants, queue } = recording
  if (!id || askedAssistants.has(id)) return
  askedAssistants.add(id)
  queue.put(`assistant ${id}`, async () => {
    if (await store.assistants.get(id)) return
    try {
      const { value } = await ask<Assistant>(`/assistants/${encodeURIComponent(id)}`)
      if (tableFor(value) === 'assistants' && value.id === id) await takeAssistant(recording, value)
    } catch (error) {
      // Its runs are shown by its id then.
      if (!isNotFound(error)) askedAssistants.delete(id)
    }
  })
}
