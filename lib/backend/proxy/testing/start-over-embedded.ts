// The proxy over the embedded backend, which can be away, limit its clients, or lose what it had.
import { onTestFinished } from 'vitest'
import { EMBEDDED } from '@/lib/backend/embedded/create-embedded'
import { startEmbedded } from '@/lib/backend/embedded/testing/embedded'
import { createTapes } from '@/lib/backend/embedded/testing/tapes'
import type { Backend } from '@/lib/backend/backend'
import { below, OTHER, startProxied } from './proxied'

type Settings = Parameters<typeof startProxied>[1]
/** What answers in place of the backend; undefined lets the request through. */
type Instead = (request: Request) => Promise<Response | undefined> | Response | undefined

export async function startOverEmbedded(settings: Settings = {}) {
  const tapes = createTapes()
  const there = await startEmbedded(tapes.models)
  const asked: string[] = []
  let instead: Instead = () => undefined
  const upstream: Backend = async (request) => {
    const { pathname, search } = new URL(request.url)
    asked.push(`${request.method} ${pathname}${search}`)
    return (await instead(request)) ?? below(there.backend)(request)
  }
  /** The playground around that backend. */
  const own: Backend = (request) =>
    request.url.endsWith('/api/connections')
      ? Promise.resolve(Response.json({ object: 'list', data: [{ id: EMBEDDED, is_default: true }] }))
      : there.backend(request)
  let wire = await startProxied(upstream, { own, ...settings })
  onTestFinished(async () => {
    await wire.close()
    await there.close()
  })
  return {
    tapes,
    there,
    asked,
    wire: () => wire,
    answerInstead: (next: Instead) => void (instead = next),
    async own<T>(path: string, init?: RequestInit) {
      const response = await wire.backend(new Request(`http://test/api/connections/${OTHER}${path}`, init))
      return { status: response.status, headers: response.headers, value: (await response.json()) as T }
    },
    async restart() {
      await wire.stop()
      wire = await startProxied(upstream, { own, ...settings, folder: wire.folder })
    },
  }
}
