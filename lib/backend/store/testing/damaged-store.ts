// A store that somebody else had the database of.
import { onTestFinished } from 'vitest'
import { messageStepOf } from '@/lib/run/testing/log'
import type { Db } from '../database'
import { openPostgres } from '../open-postgres'
import { openSqlite } from '../open-sqlite'
import { createTransactionScope } from '../transaction-scope'
import { createStore, type Location } from './databases'
import { assistantOf, eventsOf, fileOf, runRowOf, threadOf, userMessageOf } from './objects'

const openRaw = async (at: Location) =>
  'folder' in at ? openSqlite(at.folder, createTransactionScope()) : openPostgres(at.url, createTransactionScope())

/** A store with three of everything, opened again after `damage` had the database. */
export async function damagedStore(at: Location, damage: (db: Db) => Promise<unknown>) {
  const lines: string[] = []
  const store = await createStore({ database: at, clock: Date.now })
  for (const n of [1, 2, 3]) {
    const thread_id = `thread_${n}`
    await store.assistants.insert(assistantOf(`asst_${n}`))
    await store.threads.insert(threadOf(thread_id))
    await store.messages.insert(userMessageOf(`msg_${n}`, `text ${n}`, { thread_id: 'thread_1' }))
    await store.runs.insert(runRowOf({ id: `run_${n}`, thread_id }), 1)
    await store.steps.insert(messageStepOf(`step_${n}`, 'msg_9', { thread_id: 'thread_1', run_id: 'run_1' }))
    await store.files.insert(fileOf(`file-${n}`))
    await store.records.put({ kind: 'note', id: `note_${n}`, owner: 'asst_1' }, { n })
    await store.events.append('run_1', eventsOf(2 * n - 1, 2 * n))
  }
  await store.close()
  const db = await openRaw(at)
  await damage(db)
  await db.destroy()
  const again = await createStore({ database: at, clock: Date.now, logLine: (line) => void lines.push(line) })
  onTestFinished(() => again.close())
  return { store: again, lines }
}
