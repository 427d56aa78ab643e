// What runs that pass show, and no test can ask for without beginning one: whether they are streamed, tokens counted.
import type { SettingsTable } from '@/lib/backend/store/settings-table'
import type { Clock } from '@/lib/backend/clock'
import type { SeenCapability } from '@/lib/backend/proxy/capabilities'
import type { Definition } from './definition'
import { backendOf } from './stored-tests'

export const SEEN = 'connection_seen'

/** What was seen last of each, and when. */
export type SeenCapabilities = Partial<
  Readonly<Record<SeenCapability, { readonly value: boolean; readonly at_ms: number }>>
>

export interface SeenOptions {
  readonly settings: SettingsTable
  readonly clock: Clock
  readonly report: (message: string, error: unknown) => void
}

interface Stored {
  readonly of: string
  readonly seen: SeenCapabilities
}

/** What was seen of a connection's backend, kept over restarts; another backend begins anew. */
export async function openSeen(definition: Definition, { settings, clock, report }: SeenOptions) {
  const { id } = definition
  const stored = (await settings.get(SEEN, id))?.document as Stored | undefined
  const of = backendOf(definition)
  let seen: SeenCapabilities = stored?.of === of ? stored.seen : {}
  return {
    seen: () => seen,
    note(name: SeenCapability, value: boolean) {
      if (seen[name]?.value === value) return
      seen = { ...seen, [name]: { value, at_ms: clock() } }
      const document: Stored = { of, seen }
      settings
        .put(SEEN, { id, document, sealed: null })
        .catch((error: unknown) => report(`What was seen of the connection ${id} could not be kept.`, error))
    },
  }
}

export type Seen = Awaited<ReturnType<typeof openSeen>>

export const forgetSeen = (settings: SettingsTable, id: string) => settings.remove(SEEN, id)
