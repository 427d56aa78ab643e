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
