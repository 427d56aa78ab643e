import type { FaceServices } from './context'

/** So many objects are asked for at once. */
const MAX_IDS = 100

interface Created {
  readonly id: string
  /** Unix seconds. */
  readonly created_at: number
}

/** When each of these objects was created, in Unix milliseconds. */
export type CreatedMs = (object: Created) => number

/**
 * The Assistants wire has whole seconds; the moment within the second is that of storing. Where that lies elsewhere,
 * as with what came from elsewhere, the second stays.
 */
export async function createdMoments({ wire }: FaceServices, objects: readonly Created[]): Promise<CreatedMs> {
  const stored: Record<string, number> = {}
  for (let from = 0; from < objects.length; from += MAX_IDS) {
    const ids = objects.slice(from, from + MAX_IDS).map(({ id }) => encodeURIComponent(id))
    Object.assign(stored, await wire.own.get<Record<string, number>>(`/created?ids=${ids.join()}`))
  }
  return ({ id, created_at }) => {
    const second = created_at * 1000
    const ms = stored[id] ?? second
    // Stored a little later than it was made: possibly in the next second.
    return ms >= second && ms < second + 2_000 ? Math.min(ms, second + 999) : second
  }
}
