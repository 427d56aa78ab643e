// Threads and runs that were begun elsewhere, taken into the mirror when they are seen here for the first time.
import type * as z from 'zod'
import { AppBuilderServerError } from '@/lib/appbuilder/error'
import type { RunResult } from '@/lib/appbuilder/run'
import type { threadSchema } from '@/lib/appbuilder/thread'
import type { Run } from '@/lib/protocol/run'
import type { Thread } from '@/lib/protocol/thread'
import { isTerminal } from '@/lib/run/machine'
import { seenAssistant } from './assistants'
import type { AdapterServices } from './context'
import { fromMetadata, secondsOf } from './from-assistant'
import { fromMessage } from './from-message'
import { fromRun } from './from-run'
import { all, inChunks } from './in-chunks'
import { idOf } from './refusal'

export const fromThread = (thread: z.output<typeof threadSchema>): Thread => ({
  id: idOf(thread),
  object: 'thread',
  created_at: secondsOf(thread.created_at),
  tool_resources: {},
  metadata: fromMetadata(thread.metadata),
})

/**
 * The thread in the mirror; at its first sight with its messages and runs. A page asks for several things of a thread
 * at once: they wait for the account together, not one after the other.
 */
export function seenThread(services: AdapterServices, thread_id: string): Promise<Thread> {
  const { firstSights } = services
  const underway = firstSights.get(thread_id)
  if (underway) return underway
  const sight = takeThread(services, thread_id).finally(() => firstSights.delete(thread_id))
  firstSights.set(thread_id, sight)
  return sight
}

function takeThread(services: AdapterServices, thread_id: string): Promise<Thread> {
  const { client, mirror, engine } = services
  return engine.exclusive(thread_id, async () => {
    const known = await mirror.threads.get(thread_id)
    if (known) return known
    const { messages, runs } = client.threads
    const thread = fromThread(await client.threads.query({ thread_id }))
    const said = await inChunks(all, (query) => messages.list({ ...query, thread_id }))
    const ran = await inChunks(all, (query) => runs.list({ ...query, thread_id }))
    // What an unfinished run says comes with its following.
    const unfinished = new Set(ran.data.flatMap((run) => (isTerminal(fromRun(run).status) ? [] : [run.id])))
    const told = said.data.filter(({ run_id }) => !unfinished.has(run_id)).map(fromMessage)
    await mirror.transaction(async (tables) => {
      // When something came in here is not when it was made there.
      await tables.threads.insert(thread, { createdMs: thread.created_at * 1000 })
      for (const message of told) await tables.messages.insert(message, { createdMs: message.created_at * 1000 })
    })
    for (const run of ran.data) await seenRun(services, run)
    return thread
  })
}

/** The run as followed from here, which says more; one of elsewhere as the remote has it, from here on followed too. */
export async function seenRun(services: AdapterServices, remote: RunResult): Promise<Run> {
  const { client, mirror, engine, clock } = services
  return engine.exclusive(remote.id, async () => {
    // Asked for first: what is being begun is in the mirror by the time that this has become false.
    const isOurs = engine.isStarting(remote.thread_id)
    const known = await mirror.runs.get(remote.id)
    if (known && !(await lacksLog(services, known))) return known
    const run = known ?? fromRun(remote)
    if (isOurs) return run
    await nameAssistant(services, run.assistant_id)
    if (isTerminal(run.status)) {
      const at = { thread_id: run.thread_id, run_id: run.id }
      const { data } = await inChunks(all, (query) => client.threads.runs.steps.list({ ...query, ...at }))
      await engine.noteEnded({ run, remote, steps: data, askedMs: clock() })
    } else {
      await engine.adopt(run, remote.created_at).catch(async (error: unknown) => {
        // Another instance has seen it at the same time.
        if (!(await mirror.runs.get(run.id))) throw error
      })
    }
    return run
  })
}

/** Of runs that were over when they were first seen earlier versions kept no log. */
export const lacksLog = async ({ mirror }: AdapterServices, { id, status }: Run) =>
  isTerminal(status) && (await mirror.events.lastSeq(id)) === 0

/** The pages name the assistants of runs; one that was deleted since stays without a name. */
async function nameAssistant(services: AdapterServices, id: string) {
  if (await services.mirror.assistants.get(id)) return
  try {
    await seenAssistant(services, id)
  } catch (error) {
    // Which code AppBuilder has for that is not written down; a refusal it is in any case.
    if (!(error instanceof AppBuilderServerError)) throw error
  }
}
