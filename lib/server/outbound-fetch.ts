// Sends the requests to model endpoints and to other backends: through the proxies of the environment, never to a
// refused address, and without the limit of Node's own fetch, which gives up after 300 s of silence. Its callers have
// limits of their own.
import type { Fetch } from '@/lib/backend/fetch'
import { lookup as lookUp } from 'node:dns'
import type { LookupFunction } from 'node:net'
import { Agent, fetch as send, Pool, ProxyAgent, type Dispatcher } from 'undici'
import { ProxyFailure } from '@/lib/backend/proxy-failure'
import { isRefusedHost, RefusedAddress } from '@/lib/backend/refused-address'
import { doingNow } from '@/lib/backend/telemetry'
import { traceHeadersOf } from '@/lib/backend/trace-ids'
import { createProxyChoice, type ProxySettings } from './proxies'

const UNLIMITED = { headersTimeout: 0, bodyTimeout: 0 } as const

export interface OutboundOptions {
  readonly lookup?: LookupFunction
  /** Stands between every request and its answer. */
  readonly interceptor?: Dispatcher.DispatcherComposeInterceptor
}

export function createOutboundFetch(settings: ProxySettings, options: OutboundOptions = {}): Fetch {
  const { lookup = lookUp, interceptor = (dispatch) => dispatch } = options
  const proxyOf = createProxyChoice(settings)
  const direct = new Agent({ ...UNLIMITED, connect: { lookup: refusing(lookup) } }).compose(interceptor)
  const proxied = new Map<string, Dispatcher>()

  function dispatcherOf(proxy: string): Dispatcher {
    const known = proxied.get(proxy) ?? createProxyDispatcher(proxy).compose(interceptor)
    proxied.set(proxy, known)
    return known
  }

  return async (address, init) => {
    const url = new URL(address)
    if (isRefusedHost(url.hostname)) throw new RefusedAddress(url.hostname)
    const proxy = proxyOf(url)
    const request = { ...traced(init), dispatcher: proxy === undefined ? direct : dispatcherOf(proxy) }
    try {
      // The same fetch as Node's, from the package that the dispatchers are of.
      return (await send(address, request as Parameters<typeof send>[1])) as unknown as Response
    } catch (error) {
      if (error instanceof Error && error.cause instanceof RefusedAddress) throw error.cause
      if (proxy === undefined || init?.signal?.aborted) throw error
      throw new ProxyFailure(new URL(proxy).host, error)
    }
  }
}

/** Goes on with the trace of the run that it is asked for, where there is one. */
function traced(init: RequestInit | undefined): RequestInit | undefined {
  const doing = doingNow()
  if (!doing) return init
  return { ...init, headers: { ...Object.fromEntries(new Headers(init?.headers)), ...traceHeadersOf(doing) } }
}

/** Asked when the connection is made, so that no second answer of the name can differ from the one that was checked. */
const refusing =
  (lookup: LookupFunction): LookupFunction =>
  (host, options, done) =>
    lookup(host, options, (error, found, family) => {
      const addresses = Array.isArray(found) ? found.map(({ address }) => address) : [found]
      if (!error && addresses.some(isRefusedHost)) done(new RefusedAddress(host), [], 0)
      else done(error, found, family)
    })

/** User name and password go into a header, and stay out of every address that an error may name. */
function createProxyDispatcher(proxy: string): Dispatcher {
  const uri = new URL(proxy)
  const { username, password } = uri
  uri.username = ''
  uri.password = ''
  const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`
  return new ProxyAgent({
    ...UNLIMITED,
    uri: uri.href,
    // Plain HTTP is asked of the proxy by the whole address: many allow CONNECT to port 443 only.
    proxyTunnel: false,
    factory: (origin, options) => new Pool(origin, { ...options, ...UNLIMITED }),
    ...(credentials !== ':' && { token: `Basic ${Buffer.from(credentials).toString('base64')}` }),
  })
}
