// What people call a thread at another playground, which no Assistants wire tells: its title and labels.
import { MAX_TITLE } from '@/lib/protocol/limits'
import { isRecord } from '@/lib/backend/store/document-shapes'
import { LABEL_LENGTH, MAX_LABELS } from '@/lib/run/list-limits'
import type { Backend } from '@/lib/backend/backend'
import type { Clock } from '@/lib/backend/clock'
import { createAsk } from './ask'

export interface ThreadNames {
  readonly title: string | null
  readonly labels: readonly string[]
}

/** Undefined where it does not tell: an older version, or one that does not know the thread. */
export type NamesThere = (threadId: string) => Promise<ThreadNames | undefined>

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
  return async (threadId) => {
    try {
      const at = `/api/connections/${encodeURIComponent(await defaultThere())}/threads/${encodeURIComponent(threadId)}`
      const { value } = await ask<unknown>(at)
      if (!isRecord(value)) return undefined
      const { title, labels } = value
      return {
        title: typeof title === 'string' && title !== '' ? title.slice(0, MAX_TITLE) : null,
        labels: (Array.isArray(labels) ? labels : [])
          .filter((label) => typeof label === 'string' && label.length > 0 && label.length <= LABEL_LENGTH)
          .slice(0, MAX_LABELS),
      }
    } catch {
      // Names are no part of what is asked of a backend: a thread is taken in without them.
      closing.throwIfAborted()
      return undefined
    }
  }
}
