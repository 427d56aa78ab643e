// Which headers go on to the other side. What is for this connection only, or for this server only, stays here.

/** RFC 9110, 7.6.1: these are about the connection between two neighbours, and `connection` names more of them. */
const hopByHop = [
  ...['connection', 'keep-alive', 'proxy-authenticate', 'proxy-authorization', 'proxy-connection'],
  ...['te', 'trailer', 'transfer-encoding', 'upgrade', 'expect', 'http2-settings'],
]

/** Who the client is to this server, and how it reached it, does not concern the upstream. */
const ofClient = [
  ...['host', 'origin', 'referer', 'cookie', 'authorization', 'api-key', 'x-api-key', 'x-appbuilder-authorization'],
  ...['openai-organization', 'openai-project', 'forwarded', 'via', 'x-real-ip', 'x-request-id', 'x-csrf-token'],
  ...['x-playground-project', 'x-playground-principal'],
]
const prefixesOfClient = ['x-forwarded-', 'sec-', 'cf-', 'proxy-', 'access-control-', 'x-middleware-', 'x-nextjs-']

/** What browsers may do with an answer is this server's to say, and the upstream's cookies are not for them. */
const ofUpstream = ['set-cookie', 'strict-transport-security', 'alt-svc', 'content-security-policy', 'server', 'via']
const prefixesOfUpstream = ['access-control-', 'cross-origin-']

interface Staying {
  readonly names: readonly string[]
  readonly prefixes: readonly string[]
}

function passing(headers: Headers, { names, prefixes }: Staying): Headers {
  const named =
    headers
      .get('connection')
      ?.toLowerCase()
      .split(/\s*,\s*/) ?? []
  const staying = new Set([...hopByHop, ...named, ...names])
  const passed = new Headers()
  for (const [name, value] of headers) {
    if (!staying.has(name) && !prefixes.some((prefix) => name.startsWith(prefix))) passed.append(name, value)
  }
  return passed
}

export const headersUp = (headers: Headers) => passing(headers, { names: ofClient, prefixes: prefixesOfClient })

export const headersDown = (headers: Headers) => passing(headers, { names: ofUpstream, prefixes: prefixesOfUpstream })
