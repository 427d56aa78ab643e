import { onTestFinished } from 'vitest'
import { createUpstream, type UpstreamOptions } from '../upstream'
import { createFetch, startLoopback } from './loopback'
import { startProxied } from './proxied'

type Settings = Partial<Omit<UpstreamOptions, 'fetch' | 'url'>> &
  Pick<Parameters<typeof startProxied>[1] & object, 'sleep' | 'inFront'>

export const KEY = 'secret-key-of-the-upstream'

/** A proxy whose upstream misbehaves as the test says, over real sockets, until the test ends. */
export async function startOverLoopback({ sleep, inFront, ...options }: Settings = {}) {
  const loopback = await startLoopback()
  const outbound = createFetch()
  const upstream = createUpstream({
    kind: 'openai',
    key: KEY,
    ...options,
    url: `${loopback.url}/base/`,
    fetch: outbound.fetch,
  })
  const wire = await startProxied(upstream, {
    kind: options.kind ?? 'openai',
    ...(sleep && { sleep }),
    ...(inFront && { inFront }),
  })
  onTestFinished(async () => {
    await wire.close()
    await outbound.close()
    await loopback.close()
  })
  return { ...wire, loopback, upstream }
}
