// What to write in one's own code to do what the page shows.
import { toAppBuilder } from './code-appbuilder'
import { outputsOf } from './outputs-of'
import { pythonOf } from './python-value'
import { runBodyOf } from './run-body'
import type { Selection } from './selection'

export const languages = ['curl', 'python', 'node', 'appbuilder'] as const
export type Language = (typeof languages)[number]

/** A request as each client names it. */
interface Request {
  readonly method: 'GET' | 'POST'
  readonly path: string
  /** The clients' method, by its way from the client. */
  readonly call: { readonly python: string; readonly node: string }
  /** What clients take first, in order; the python client takes it by position, too. */
  readonly id: string
  /** What else stands in the path. */
  readonly within: Readonly<Record<string, string>>
  readonly body?: Readonly<Record<string, unknown>>
}

interface Server {
  /** Where the wire is served. */
  readonly baseUrl: string
  /** It asks for an access token: the code takes it from its environment. */
  readonly needsToken: boolean
}

/** How to make the run again, fetch the step, or answer the call. */
export function codeOf(selection: Selection, language: Language, server: Server): string {
  return language === 'appbuilder' ? toAppBuilder(selection, server) : writers[language](requestOf(selection), server)
}

function requestOf(selection: Selection): Request {
  const { run } = selection
  const thread = `/threads/${run.thread_id}`
  if (selection.type === 'run') {
    return {
      method: 'POST',
      path: `${thread}/runs`,
      call: { python: 'runs.create', node: 'runs.create' },
      id: run.thread_id,
      within: {},
      body: { ...runBodyOf(run) },
    }
  }
  const { step } = selection
  const within = { thread_id: run.thread_id }
  if (selection.type === 'call' && selection.call.type === 'function') {
    return {
      method: 'POST',
      path: `${thread}/runs/${run.id}/submit_tool_outputs`,
      call: { python: 'runs.submit_tool_outputs', node: 'runs.submitToolOutputs' },
      id: run.id,
      within,
      body: { tool_outputs: outputsOf(step.step_details) },
    }
  }
  return {
    method: 'GET',
    path: `${thread}/runs/${run.id}/steps/${step.id}`,
    call: { python: 'runs.steps.retrieve', node: 'runs.steps.retrieve' },
    id: step.id,
    within: { ...within, run_id: run.id },
  }
}

const writers = { curl: toCurl, python: toPython, node: toNode } as const satisfies Record<
  Exclude<Language, 'appbuilder'>,
  (request: Request, server: Server) => string
>

function toCurl({ path, body }: Request, { baseUrl, needsToken }: Server): string {
  const lines = [`curl ${baseUrl}${path}`, `-H 'OpenAI-Beta: assistants=v2'`]
  // In double quotes, so that the shell puts the token in.
  if (needsToken) lines.push('-H "Authorization: Bearer $ACCESS_TOKEN"')
  if (body) {
    const json = JSON.stringify(body, null, 2).replaceAll("'", String.raw`'\''`)
    lines.push(`-H 'Content-Type: application/json'`, `-d '${json}'`)
  }
  return lines.join(' \\\n  ')
}

function toPython({ call, id, within, body }: Request, { baseUrl, needsToken }: Server): string {
  const parts = Object.entries({ ...within, ...body }).map(([name, value]) => `    ${name}=${pythonOf(value, 4)},`)
  const key = needsToken ? 'os.environ["ACCESS_TOKEN"]' : '"none"'
  return [
    ...(needsToken ? ['import os', ''] : []),
    'from openai import OpenAI',
    '',
    `client = OpenAI(base_url=${JSON.stringify(baseUrl)}, api_key=${key})`,
    '',
    `result = client.beta.threads.${call.python}(`,
    `    ${JSON.stringify(id)},`,
    ...parts,
    ')',
    'print(result)',
  ].join('\n')
}

function toNode({ call, id, within, body }: Request, { baseUrl, needsToken }: Server): string {
  const params = { ...within, ...body }
  const key = needsToken ? 'process.env.ACCESS_TOKEN' : "'none'"
  return [
    "import OpenAI from 'openai'",
    '',
    `const client = new OpenAI({ baseURL: ${JSON.stringify(baseUrl)}, apiKey: ${key} })`,
    '',
    `const result = await client.beta.threads.${call.node}(${JSON.stringify(id)}, ${JSON.stringify(params, null, 2)})`,
    'console.log(result)',
  ].join('\n')
}
