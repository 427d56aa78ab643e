// Who did what, the newest first: GET /api/settings/audit?limit=50&after=<id>. Who manages all projects reads it.
import type { Hono } from 'hono'
import * as z from 'zod'
import { toSeconds } from '@/lib/backend/clock'
import type { PeopleTable } from '@/lib/backend/store/people-table'
import { badRequest } from '@/lib/protocol/error'
import { toList } from '@/lib/protocol/list'
import type { AuditEntry } from '@/lib/protocol/people'

export type Audited = PeopleTable['audited']

const MAX_LIMIT = 200
const DEFAULT_LIMIT = 50

/** What is missing in what an earlier version wrote is told as nothing. */
const stored = z.object({
  action: z.string(),
  by: z.object({ kind: z.string(), id: z.string(), name: z.string() }),
  project: z.string().nullable(),
  object: z.string().nullable(),
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.null()])).default({}),
})

export function auditRoute(app: Hono, audited: Audited) {
  app.get('/api/settings/audit', async (c) => {
    const limit = wholeOf(c.req.query('limit'), 'limit') ?? DEFAULT_LIMIT
    if (limit < 1 || limit > MAX_LIMIT) throw badRequest(`limit is from 1 to ${MAX_LIMIT}.`, { param: 'limit' })
    const rows = await audited(limit + 1, wholeOf(c.req.query('after')?.replace(/^audit_/, ''), 'after'))
    const entries = rows.slice(0, limit).flatMap(({ position, at_ms, document }): AuditEntry[] => {
      const read = stored.safeParse(document)
      return read.success ? [{ id: `audit_${position}`, created_at: toSeconds(at_ms), ...read.data }] : []
    })
    return c.json(toList(entries, rows.length > limit))
  })
}

function wholeOf(text: string | undefined, param: string): number | undefined {
  if (text === undefined || text === '') return undefined
  if (!/^\d{1,16}$/.test(text)) throw badRequest(`${param} is not one that this list has told.`, { param })
  return Number(text)
}
