import { inShell, type References } from './code-reference'
import { shellQuoted, TOKEN_HEADER } from './shell-text'

export interface Server {
  /** Where the Assistants wire is served. */
  readonly baseUrl: string
  /** It asks for an access token: the code takes it from its environment. */
  readonly needsToken: boolean
}

/** The client that all Python code begins with. */
export function pythonClient({ baseUrl, needsToken }: Server): string {
  const key = needsToken ? 'os.environ["ACCESS_TOKEN"]' : '"none"'
  const imports = needsToken ? 'import os\n\n' : ''
  return `${imports}from openai import OpenAI\n\nclient = OpenAI(base_url=${JSON.stringify(baseUrl)}, api_key=${key})`
}

/** The client that all Node code begins with. */
export function nodeClient({ baseUrl, needsToken }: Server): string {
  const key = needsToken ? 'process.env.ACCESS_TOKEN' : "'none'"
  const client = `const client = new OpenAI({ baseURL: ${JSON.stringify(baseUrl)}, apiKey: ${key} })`
  return `import OpenAI from 'openai'\n\n${client}`
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
