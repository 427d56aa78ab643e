import type { Store } from '../store'

const ALL = { limit: 100, order: 'asc' } as const

/** The request with an idempotency key whose answer is among what is kept. */
const KEYED = { request: 'POST /v1/threads', key: 'a key' }

/** Everything that a small store holds, as it gives it: what must still be there after another version opened it. */
export async function contentsOf(store: Store) {
  const assistants = (await store.assistants.list(ALL)).data
  const threads = (await store.threads.list(ALL)).data
  const ofThreads = await Promise.all(
    threads.map(async ({ id }) => ({
      summary: await store.threads.summary(id),
      messages: await store.messages.history(id),
      runs: await Promise.all((await store.runs.list(id, ALL)).data.map((run) => contentsOfRun(store, run.id))),
    })),
  )
  const kinds = ['appbuilder.assistant', 'appbuilder.run']
  const records = await Promise.all(kinds.map((kind) => store.records.list(kind)))
  const labels = { thread: await store.labels.list('thread'), run: await store.labels.list('run') }
  const answer = await store.answers.get(KEYED)
  return { assistants, threads, ofThreads, records, labels, answer }
}

const contentsOfRun = async (store: Store, id: string) => ({
  row: await store.runs.row(id),
  steps: await store.steps.all(id),
  log: await store.events.after(id, 0, 1_000),
  notes: await store.notes.list(id),
})
