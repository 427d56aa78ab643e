// Started by the durability test: writes into the store in the folder it is given until it is killed, and says of each
// transaction, once it is acknowledged, what it wrote.
import { writeSync } from 'node:fs'
import { messageOf } from '@/lib/run/testing/log'
import { openDatabase } from '../open-database'
import { eventsOf, runRowOf, threadOf } from './objects'

const WRITERS = 6

const [folder = '', name = ''] = process.argv.slice(2)
const database = await openDatabase({ database: { folder }, clock: Date.now })
const store = await database.storeOf('embedded')

await Promise.all(
  Array.from({ length: WRITERS }, async (_, writer) => {
    const [thread_id, run_id] = [`thread_${name}_${writer}`, `run_${name}_${writer}`]
    await store.threads.insert(threadOf(thread_id))
    await store.runs.insert(runRowOf({ id: run_id, thread_id }), 1)
    for (let seq = 1; ; seq++) {
      const id = `msg_${name}_${writer}_${seq}`
      await store.transaction(async ({ messages, events }) => {
        await messages.insert(messageOf(id, 'x'.repeat(500), { thread_id, run_id }))
        await events.append(run_id, eventsOf(seq, seq))
      })
      writeSync(1, `${thread_id} ${run_id} ${id} ${seq}\n`)
    }
  }),
)
