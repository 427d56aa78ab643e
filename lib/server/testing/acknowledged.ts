// What clients of a server were told, and may therefore rely on whatever happens to the server.
import type { LoggedEvent, StreamEvent } from '@/lib/protocol/event'
import type { Message } from '@/lib/protocol/message'
import type { Run, SubmitToolOutputsBody } from '@/lib/protocol/run'
import type { Thread } from '@/lib/protocol/thread'

export type Outputs = SubmitToolOutputsBody['tool_outputs']

/** A run as its clients know it. */
export interface KnownRun {
  readonly id: string
  readonly thread_id: string
  /** Wire events in the order in which they were read, each list from one stream. */
  readonly legs: (readonly StreamEvent[])[]
  /** Entries that were read from its log. */
  readonly logged: LoggedEvent[]
  readonly outputs: Outputs
  isCancelled: boolean
}

export interface Acknowledged {
  readonly threads: ReadonlyMap<string, Thread>
  readonly messages: ReadonlyMap<string, Message>
  readonly runs: ReadonlyMap<string, KnownRun>
  /** Other objects by their path: as they are, or undefined where they were removed. */
  readonly objects: ReadonlyMap<string, object | undefined>
  object(path: string, object: object | undefined): void
  /** A change or removal was asked for: what becomes of it is not known until the answer is there. */
  doubt(pathOrId: string): void
  thread(thread: Thread): void
  message(message: Message): void
  run(run: Pick<Run, 'id' | 'thread_id'>): KnownRun
  /** For the events of one stream; without a run it is the stream of the one that it creates. */
  leg(run?: KnownRun): (event: StreamEvent) => KnownRun | undefined
  logged(run: KnownRun, entry: LoggedEvent): void
  outputs(run: KnownRun, outputs: Outputs): void
  cancel(run: KnownRun): void
  /** How many things were acknowledged. */
  count(): number
  /** Resolves when so many more are. */
  more(count: number): Promise<void>
}

export function createAcknowledged(): Acknowledged {
  const threads = new Map<string, Thread>()
  const messages = new Map<string, Message>()
  const runs = new Map<string, KnownRun>()
  const objects = new Map<string, object | undefined>()
  let count = 0
  let awaited: { readonly at: number; readonly resolve: () => void } | undefined

  function told() {
    count += 1
    if (awaited && count >= awaited.at) awaited.resolve()
  }

  function know({ id, thread_id }: Pick<Run, 'id' | 'thread_id'>): KnownRun {
    const known = runs.get(id) ?? { id, thread_id, legs: [], logged: [], outputs: [], isCancelled: false }
    runs.set(id, known)
    return known
  }

  return {
    threads,
    messages,
    runs,
    objects,
    object(path, object) {
      objects.set(path, object)
      told()
    },
    doubt(pathOrId) {
      objects.delete(pathOrId)
      messages.delete(pathOrId)
    },
    thread(thread) {
      threads.set(thread.id, thread)
      told()
    },
    message(message) {
      messages.set(message.id, message)
      told()
    },
    run(run) {
      told()
      return know(run)
    },
    leg(known) {
      const events: StreamEvent[] = []
      let run = known
      known?.legs.push(events)
      return (event) => {
        events.push(event)
        if (event.event === 'thread.created') threads.set(event.data.id, event.data)
        if (event.event === 'thread.run.created') {
          run = know(event.data)
          run.legs.push(events)
        }
        told()
        return run
      }
    },
    logged(run, entry) {
      run.logged.push(entry)
      told()
    },
    outputs(run, outputs) {
      run.outputs.push(...outputs)
      told()
    },
    cancel(run) {
      run.isCancelled = true
      told()
    },
    count: () => count,
    more: (more) => new Promise((resolve) => (awaited = { at: count + more, resolve })),
  }
}

/** What was acknowledged up to now, which nothing that comes later is added to. */
export function copyOf({ threads, messages, runs, objects }: Acknowledged): Acknowledged {
  const copy = createAcknowledged()
  for (const thread of threads.values()) copy.thread(thread)
  for (const message of messages.values()) copy.message(message)
  for (const [path, object] of objects) copy.object(path, object)
  for (const run of runs.values()) {
    const known = copy.run(run)
    known.legs.push(...run.legs.map((leg) => [...leg]))
    known.logged.push(...run.logged)
    known.outputs.push(...run.outputs)
    known.isCancelled = run.isCancelled
  }
  return copy
}

/** Leaves out of it what has been changed or removed since, or was to be: a copy may show it as it was or as it is. */
export function forgetChanged(copy: Acknowledged, { messages, objects }: Acknowledged): void {
  for (const [path, object] of copy.objects) if (!objects.has(path) || objects.get(path) !== object) copy.doubt(path)
  for (const [id, message] of copy.messages) if (messages.get(id) !== message) copy.doubt(id)
}
