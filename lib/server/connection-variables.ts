// Connections that the environment defines: CONNECTION_<ID>_KIND, _URL, _KEY, _HEADERS, _API_VERSION, _NAME.
// docs/configuration.md lists them.
import type { Definition } from '@/lib/backend/connections/definition'
import { parseCreate } from '@/lib/backend/connections/connection-bodies'
import { isReservedId } from '@/lib/backend/connections/new-id'
import { MAX_ID_LENGTH } from '@/lib/backend/given-names'
import { ApiError } from '@/lib/protocol/error'
import { EnvironmentError } from './environment-error'

const parts = ['KIND', 'URL', 'KEY', 'HEADERS', 'API_VERSION', 'NAME'] as const
type Part = (typeof parts)[number]

const named = new RegExp(`^CONNECTION_(\\w+?)_(${parts.join('|')})$`)

/** Which variable a field of a connection comes from. */
const partOf: Readonly<Record<string, Part>> = {
  kind: 'KIND',
  url: 'URL',
  key: 'KEY',
  headers: 'HEADERS',
  api_version: 'API_VERSION',
  name: 'NAME',
}

/** @throws EnvironmentError A line for each wrong variable; none repeats a value that may be secret. */
export function readConnections(variables: Readonly<Record<string, string | undefined>>): readonly Definition[] {
  const byId = new Map<string, Partial<Record<Part, string>>>()
  for (const [variable, text] of Object.entries(variables)) {
    const [, id, part] = named.exec(variable) ?? []
    const value = text?.trim()
    if (id !== undefined && part !== undefined && value) byId.set(id, { ...byId.get(id), [part]: value })
  }
  const complaints: string[] = [...idComplaints([...byId.keys()], variables['APPBUILDER_TOKEN'])]
  const definitions = [...byId].flatMap(([id, values]): Definition[] => {
    try {
      return [definitionOf(id, values)]
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      const part = partOf[error.body.param?.split('.')[0] ?? '']
      complaints.push(`CONNECTION_${id}_${part ?? 'KIND'}: ${error.message}`)
      return []
    }
  })
  if (complaints.length > 0) throw new EnvironmentError(complaints.join('\n'))
  return definitions
}

/** The id of CONNECTION_<name>_…: what stands in addresses. */
const idOf = (name: string) => name.toLowerCase().replaceAll('_', '-')

/** The built-in AppBuilder connection has the id of its kind where its token is set; else anybody may. */
const APPBUILDER = 'appbuilder'

function idComplaints(names: readonly string[], appBuilderToken: string | undefined): readonly string[] {
  return names.flatMap((name, index) => {
    const id = idOf(name)
    const variable = `CONNECTION_${name}_KIND`
    const first = names.findIndex((other) => idOf(other) === id)
    if (first < index) return `${variable}: CONNECTION_${names[first]}_KIND defines '${id}' already.`
    if (id.length > MAX_ID_LENGTH) return `${variable}: its id has more than ${MAX_ID_LENGTH} characters.`
    const isTaken = id === APPBUILDER ? appBuilderToken?.trim() : isReservedId(id)
    return isTaken ? `${variable}: the id '${id}' is in use by the server itself. Choose another.` : []
  })
}

function definitionOf(name: string, values: Partial<Record<Part, string>>): Definition {
  const id = idOf(name)
  const { KIND, URL, KEY, HEADERS, API_VERSION, NAME = id } = values
  const body = parseCreate({
    ...(KIND !== undefined && { kind: KIND }),
    ...(URL !== undefined && { url: URL }),
    ...(KEY !== undefined && { key: KEY }),
    ...(HEADERS !== undefined && { headers: jsonIn(HEADERS) }),
    ...(API_VERSION !== undefined && { api_version: API_VERSION }),
    name: NAME,
  })
  return {
    ...{ id, kind: body.kind, name: body.name, url: body.url, origin: 'environment' },
    ...{ key: body.key ?? '', headers: body.headers ?? {} },
    ...{ apiVersion: body.api_version ?? null, organization: null, project: null },
  }
}

/** What is no JSON is told of as of the wrong type. */
function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
