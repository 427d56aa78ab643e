import type { WireClient } from '@/lib/backend/wire/wire-client'
import type { ExtrasStore } from './extras-store'
import type { RunViews } from './run-views'

/** What the face works with. */
export interface FaceServices {
  /** The connection whose objects are shown. */
  readonly wire: WireClient
  readonly extrasStore: ExtrasStore
  readonly views: RunViews
  /** Whether files that are mounted on assistants mean anything to what answers behind the connection. */
  readonly takesMounts: boolean
  /** The present moment in Unix milliseconds. */
  readonly clock: () => number
}

/** What a request's handlers tell the one that makes its errors. */
export interface FaceEnv {
  readonly Variables: { isStream?: boolean }
}
