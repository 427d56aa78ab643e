// What a test asks of a connection's backend, before anything of it is stored.
import type { Fetch } from '@/lib/backend/fetch'
import { createAppBuilder } from '@/lib/appbuilder/create-appbuilder'
import { APPBUILDER_CAPABILITIES } from '@/lib/backend/appbuilder/adapter/create-adapter'
import { AppBuilderHttpError } from '@/lib/appbuilder/error'
import { isKeyRefusal, toApiError } from '@/lib/backend/appbuilder/adapter/refusal'
import { capabilitiesOf as proxiedCapabilities } from '@/lib/backend/proxy/capabilities'
import { createUpstream } from '@/lib/backend/proxy/upstream'
import type { Capabilities } from '@/lib/protocol/connection'
import { ApiError } from '@/lib/protocol/error'
import { toList } from '@/lib/protocol/list'
import type { Backend } from '@/lib/backend/backend'
import type { Definition } from './definition'
import type { Probes } from './test-connection'

/** The backend behind a definition. Its paths are the wire's without a prefix, such as `/assistants`. */
export function upstreamOf(definition: Definition, fetch: Fetch): Backend {
  const { kind } = definition
  return kind === 'appbuilder' ? appBuilder(definition, fetch) : createUpstream({ ...definition, kind, fetch })
}

/** The root of another playground, which has more than the wire; undefined for other kinds. */
export function rootOf(definition: Definition, fetch: Fetch): Backend | undefined {
  if (definition.kind !== 'playground') return undefined
  // With nothing between the address and the path.
  return createUpstream({ ...definition, kind: 'openai', url: definition.url.replace(/\/v1\/?$/, ''), fetch })
}

/** What a kind of backend can do, as far as its kind tells. */
export function capabilitiesOf(kind: Definition['kind']): Capabilities {
  return kind === 'appbuilder' ? APPBUILDER_CAPABILITIES : proxiedCapabilities[kind]
}

/** What can be asked for of a kind. AppBuilder's own wire has no such lists. */
export const probesOf = (kind: Definition['kind']): Probes => (kind === 'appbuilder' ? {} : wireProbes)

const wireProbes: Probes = {
  all_threads: '/threads?limit=1',
  files: '/files?limit=1',
  vector_stores: '/vector_stores?limit=1',
}

/** AppBuilder's own wire has no other address for what a test asks than the list of assistants. */
function appBuilder({ url: gateway, key: token }: Pick<Definition, 'url' | 'key'>, fetch: Fetch): Backend {
  return async ({ url, signal }) => {
    if (new URL(url).pathname !== '/assistants') return new ApiError(404, 'AppBuilder has no such list.').toResponse()
    try {
      const client = createAppBuilder({ token, gateway, retries: 0, environment: {}, fetch })
      const { data } = await client.assistants.list({ limit: 1 }, { signal })
      return Response.json(toList(data, false))
    } catch (error) {
      // To clients of the adapter that is no fault of their own key.
      if (error instanceof AppBuilderHttpError && isKeyRefusal(error)) {
        return new ApiError(error.status, error.message).toResponse()
      }
      const refusal = toApiError(error)
      if (refusal) return refusal.toResponse()
      throw error
    }
  }
}
