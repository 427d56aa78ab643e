// What people call a thread at another playground, and say of its runs, which no Assistants wire tells.
import { MAX_TITLE } from '@/lib/protocol/limits'
import { isRecord } from '@/lib/backend/store/document-shapes'
import type { RunMarks } from '@/lib/protocol/rating'
import { labelsIn, marksByRun } from '@/lib/run/run-marks'
import type { Backend } from '@/lib/backend/backend'
import type { Clock } from '@/lib/backend/clock'
import { createAsk } from './ask'

export interface ThreadNames {
  readonly title: string | null
  readonly labels: readonly string[]
}

export interface NamesThere {
  /** Undefined where it does not tell: an older version, or one that does not know the thread. */
  readonly thread: (threadId: string) => Promise<ThreadNames | undefined>
  /** What was said of the runs of a thread, by their ids; empty where it does not tell. */
  readonly runs: (threadId: string) => Promise<ReadonlyMap<string, RunMarks>>
}

/** Lists are read thread by thread. */
const KNOWN_FOR_MS = 60_000

interface NamesOptions {
  /** The other playground, asked below its root. */
  readonly own: Backend
  readonly clock: Clock
  readonly closing: AbortSignal
}

export function createNamesThere({ own, clock, closing }: NamesOptions): NamesThere {
  const ask = createAsk(own, clock, closing)
  let known = { id: '', untilMs: -Infinity }
  /** What `/v1` leads to there, which may be set anew while this server runs. */
  async function defaultThere(): Promise<string> {
    if (clock() < known.untilMs) return known.id
    const { value } = await ask<{ readonly data?: unknown }>('/api/connections')
    const found = Array.isArray(value.data)
      ? value.data.find((each) => isRecord(each) && each['is_default'])
      : undefined
    known = { id: isRecord(found) ? String(found['id']) : 'embedded', untilMs: clock() + KNOWN_FOR_MS }
    return known.id
  }
  /** Names are no part of what is asked of a backend: a thread is taken in without them. */
  async function told(threadId: string, path = ''): Promise<unknown> {
    try {
      const at = `/api/connections/${encodeURIComponent(await defaultThere())}/threads/${encodeURIComponent(threadId)}`
      return (await ask<unknown>(at + path)).value
    } catch {
      closing.throwIfAborted()
      return undefined
    }
  }
  return {
    async thread(threadId) {
      const value = await told(threadId)
      if (!isRecord(value)) return undefined
      const { title, labels } = value
      const isNamed = typeof title === 'string' && title !== ''
      return { title: isNamed ? title.slice(0, MAX_TITLE) : null, labels: labelsIn(labels) }
    },
    runs: async (threadId) => marksByRun(await told(threadId, '/run-marks')),
  }
}
