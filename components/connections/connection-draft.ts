import type { ConnectionSettings, CreateConnectionBody, ModifyConnectionBody } from '@/lib/protocol/connection'

/** A connection as it is typed. Texts are empty where nothing is said. */
export interface ConnectionDraft {
  readonly kind: CreateConnectionBody['kind']
  readonly name: string
  readonly url: string
  /** Empty: none, or the one that is stored. */
  readonly key: string
  readonly apiVersion: string
  readonly organization: string
  readonly project: string
  /** A header a line: `Name: value`. */
  readonly headers: string
}

export const emptyDraft: ConnectionDraft = {
  kind: 'openai',
  name: '',
  url: '',
  key: '',
  apiVersion: '',
  organization: '',
  project: '',
  headers: '',
}

export const draftOf = (connection: ConnectionSettings): ConnectionDraft => ({
  ...emptyDraft,
  kind: connection.kind === 'embedded' ? 'openai' : connection.kind,
  name: connection.name ?? '',
  url: connection.url ?? '',
  apiVersion: connection.api_version ?? '',
  organization: connection.organization ?? '',
  project: connection.project ?? '',
})

/** Which further fields a kind has. */
export const fieldsOf = (kind: ConnectionDraft['kind']) => ({
  apiVersion: kind === 'azure' || kind === 'foundry',
  organization: kind === 'openai',
  headers: kind !== 'appbuilder',
})

/** The number of the first line that is no header; undefined when all are. */
export function wrongHeaderLine(text: string): number | undefined {
  const at = linesOf(text).findIndex((line) => line !== '' && !/^[^\s:]+\s*:/.test(line))
  return at < 0 ? undefined : at + 1
}

const linesOf = (text: string) => text.split('\n').map((line) => line.trim())

export const headersIn = (text: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    linesOf(text)
      .filter((line) => line !== '')
      .map((line) => {
        const colon = line.indexOf(':')
        return [line.slice(0, colon).trim(), line.slice(colon + 1).trim()]
      }),
  )

export function createBodyOf(draft: ConnectionDraft): CreateConnectionBody {
  const { kind, name, url, key } = draft
  const headers = headersIn(draft.headers)
  return {
    ...{ kind, name, url },
    ...(key !== '' && { key }),
    ...(Object.keys(headers).length > 0 && { headers }),
    ...furtherOf(draft),
  }
}

/** What differs from what is stored. A key and headers that were not typed again stay. */
export function changesOf(draft: ConnectionDraft, before: ConnectionSettings): ModifyConnectionBody {
  const stored = draftOf(before)
  const headers = headersIn(draft.headers)
  const further = furtherOf(draft)
  return {
    ...(draft.name !== stored.name && { name: draft.name }),
    ...(draft.url !== stored.url && { url: draft.url }),
    ...(draft.key !== '' && { key: draft.key }),
    ...(Object.keys(headers).length > 0 && { headers }),
    ...(draft.apiVersion !== stored.apiVersion && { api_version: further.api_version ?? null }),
    ...(draft.organization !== stored.organization && { organization: further.organization ?? null }),
    ...(draft.project !== stored.project && { project: further.project ?? null }),
  }
}

function furtherOf({ kind, apiVersion, organization, project }: ConnectionDraft) {
  const fields = fieldsOf(kind)
  return {
    ...(fields.apiVersion && apiVersion !== '' && { api_version: apiVersion }),
    ...(fields.organization && organization !== '' && { organization }),
    ...(fields.organization && project !== '' && { project }),
  }
}
