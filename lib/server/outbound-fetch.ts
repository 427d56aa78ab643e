// Sends the requests to model endpoints and to AppBuilder: through the proxies of the environment, and without the
// limit of Node's own fetch, which gives up after 300 s of silence. Its callers have limits of their own.
import { Agent, fetch as send, Pool, ProxyAgent, type Dispatcher } from 'undici'
import { ProxyFailure } from '@/lib/backend/proxy-failure'
import { createProxyChoice, type ProxySettings } from './proxies'

const UNLIMITED = { headersTimeout: 0, bodyTimeout: 0 } as const

/** Like `fetch`. Throws `ProxyFailure` when the proxy fails. */
export type OutboundFetch = (address: string, init?: RequestInit) => Promise<Response>

export function createOutboundFetch(settings: ProxySettings): OutboundFetch {
  const proxyOf = createProxyChoice(settings)
  const direct = new Agent(UNLIMITED)
  const proxied = new Map<string, Dispatcher>()

  function dispatcherOf(proxy: string): Dispatcher {
    const known = proxied.get(proxy) ?? createProxyDispatcher(proxy)
    proxied.set(proxy, known)
    return known
  }

  return async (address, init) => {
    const proxy = proxyOf(new URL(address))
    const options = { ...init, dispatcher: proxy === undefined ? direct : dispatcherOf(proxy) }
    try {
      // The same fetch as Node's, from the package that the dispatchers are of.
      return (await send(address, options as Parameters<typeof send>[1])) as unknown as Response
    } catch (error) {
      if (proxy === undefined || init?.signal?.aborted) throw error
      throw new ProxyFailure(new URL(proxy).host, error)
    }
  }
}

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
