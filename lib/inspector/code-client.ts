import type { ConnectionKind } from '@/lib/protocol/connection'
import { inShell, type References } from './code-reference'
import { shellQuoted, TOKEN_HEADER } from './shell-text'

export interface Server {
  /** Where the Assistants wire is served. */
  readonly baseUrl: string
  /** It asks for an access token: the code takes it from its environment. */
  readonly needsToken: boolean
  /** What answers behind it: people write code for it with that service's clients. */
  readonly kind: ConnectionKind
}

/** Where the addresses of all clients begin. */
const rootOf = (baseUrl: string) => baseUrl.replace(/\/v1$/, '')

/** Any version will do: the connection's counts. Its client asks for one. */
const AZURE_VERSION = '2024-05-01-preview'

/** The client that all Python code begins with. */
export function pythonClient({ baseUrl, needsToken, kind }: Server): string {
  const key = needsToken ? 'os.environ["ACCESS_TOKEN"]' : '"none"'
  const imports = needsToken ? 'import os\n\n' : ''
  if (kind !== 'azure')
    return `${imports}from openai import OpenAI\n\nclient = OpenAI(base_url=${JSON.stringify(baseUrl)}, api_key=${key})`
  return [
    `${imports}from openai import AzureOpenAI`,
    '',
    'client = AzureOpenAI(',
    `    azure_endpoint=${JSON.stringify(rootOf(baseUrl))},`,
    `    api_version="${AZURE_VERSION}",`,
    `    api_key=${key},`,
    ')',
  ].join('\n')
}

const nodeKey = (needsToken: boolean) => (needsToken ? 'process.env.ACCESS_TOKEN' : "'none'")

/** The client that all Node code begins with. */
export function nodeClient({ baseUrl, needsToken, kind }: Server): string {
  const key = `apiKey: ${nodeKey(needsToken)}`
  if (kind !== 'azure')
    return `import OpenAI from 'openai'\n\nconst client = new OpenAI({ baseURL: ${JSON.stringify(baseUrl)}, ${key} })`
  return [
    "import { AzureOpenAI } from 'openai'",
    '',
    'const client = new AzureOpenAI({',
    `  endpoint: ${JSON.stringify(rootOf(baseUrl))},`,
    `  apiVersion: '${AZURE_VERSION}',`,
    `  ${key},`,
    '})',
  ].join('\n')
}

const overHttp = [
  '// By itself it sends a token over TLS only.',
  "client.pipeline.removePolicy({ name: 'bearerTokenAuthenticationPolicy' })",
  'client.pipeline.addPolicy({',
  "  name: 'over-http',",
  '  sendRequest(request, next) {',
  '    request.allowInsecureConnection = true',
  "    request.headers.set('authorization', `Bearer ${token}`)",
  '    return next(request)',
  '  },',
  '})',
]

/** The client of Foundry's agents, in Node. The project's name makes no difference here. */
export function agentsClient({ baseUrl, needsToken }: Server): string {
  const isPlain = baseUrl.startsWith('http:')
  return [
    "import { AgentsClient } from '@azure/ai-agents'",
    '',
    `const token = ${nodeKey(needsToken)}`,
    'const credential = { getToken: async () => ({ token, expiresOnTimestamp: Date.now() + 3_600_000 }) }',
    `const client = new AgentsClient(${JSON.stringify(`${rootOf(baseUrl)}/api/projects/playground`)}, credential)`,
    ...(isPlain ? overHttp : []),
  ].join('\n')
}

/** The function `api` that shell code with more than one request begins with. Needs jq where references are written. */
export function shellClient({ baseUrl, needsToken }: Server): string {
  const token = needsToken ? ` ${TOKEN_HEADER}` : ''
  const headers = `-H 'OpenAI-Beta: assistants=v2' -H 'Content-Type: application/json'${token}`
  // Not `path`, which is how zsh has PATH.
  return `api() { resource=$1; shift\n  curl -sS "${baseUrl}$resource" ${headers} "$@"; }`
}

/** A JSON body for the standard input of `api`: a program's arguments may not be as long as this. */
export const sentInShell = (references: References, value: unknown): string =>
  `printf '%s' '${references.write(shellQuoted(JSON.stringify(value, null, 2)), inShell)}'`
