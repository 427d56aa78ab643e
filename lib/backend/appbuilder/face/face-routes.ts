import type { Hono } from 'hono'
import type { FaceEnv, FaceServices } from './context'
import type { FaceOnce } from './idempotency'

/** Adds the routes of one noun to the face. `once` wraps every request that creates. */
export type FaceRoutes = (app: Hono<FaceEnv>, services: FaceServices, once: FaceOnce) => void
