// How long requests and answers are kept of each connection. What is too old is deleted at each start, and while the
// server runs whenever it is asked for.
import * as z from 'zod'
import type { ConnectionRecordings } from '@/lib/protocol/connection'
import { parse } from '@/lib/protocol/parse'
import type { Clock } from '@/lib/backend/clock'
import type { Recordings } from '@/lib/backend/store/recordings'
import type { SettingsTable } from '@/lib/backend/store/settings-table'

export const RETENTION = 'retention'
const DAY_MS = 86_400_000

/** The longest that can be chosen, in days. */
const MAX_KEEP_DAYS = 3_650

const keepBody = z.strictObject({ keep_days: z.number().int().min(1).max(MAX_KEEP_DAYS).nullable() })

/** Throws ApiError. */
export const parseKeep = (value: unknown) => parse(keepBody, value).keep_days

interface RetentionOptions {
  readonly settings: SettingsTable
  readonly recordings: Recordings
  /** The environment's choice for connections that have none of their own; null = for ever. */
  readonly defaultDays: number | null
  readonly clock: Clock
  readonly report: (message: string, error: unknown) => void
}

export type Retention = ReturnType<typeof createRetention>

export function createRetention({ settings, recordings, defaultDays, clock, report }: RetentionOptions) {
  async function chosenOf(id: string): Promise<Pick<ConnectionRecordings, 'keep_days' | 'chosen_by'>> {
    const stored = await settings.get(RETENTION, id)
    const read = keepBody.safeParse(stored?.document)
    if (read.success) return { ...read.data, chosen_by: 'page' }
    return { keep_days: defaultDays, chosen_by: defaultDays === null ? 'default' : 'environment' }
  }
  async function apply(id: string) {
    const { keep_days } = await chosenOf(id)
    if (keep_days !== null) await recordings.removeRequests(id, clock() - keep_days * DAY_MS)
  }
  async function recordingsOf(id: string): Promise<ConnectionRecordings> {
    return { ...(await recordings.sizeOf(id)), ...(await chosenOf(id)) }
  }

  return {
    recordingsOf,
    /** Deletes at once what is too old by that. */
    async choose(id: string, keep_days: number | null) {
      await settings.put(RETENTION, { id, document: { keep_days }, sealed: null })
      await apply(id)
      return recordingsOf(id)
    },
    /** Deletes what is recorded of requests and answers now, but for active runs. */
    async removeAll(id: string) {
      const removed = await recordings.removeRequests(id, Infinity)
      return { ...(await recordingsOf(id)), removed }
    },
    /** Deletes the choice for a connection that was deleted. */
    forget: (id: string) => settings.remove(RETENTION, id),
    /** Never throws: who operates this is told. */
    async applyTo(ids: readonly string[]) {
      for (const id of ids) {
        await apply(id).catch((error: unknown) => report(`Old requests of ${id} could not be deleted.`, error))
      }
    },
  }
}
