// What to write in one's own code to do what the page shows.
import type { Message } from '@/lib/protocol/message'
import { toAppBuilder } from './code-appbuilder'
import { nodeClient, pythonClient, sentInShell, shellClient, type Server } from './code-client'
import { createReferences, inNode, inPython, type References } from './code-reference'
import { runIn } from './code-run'
import { curlOf } from './curl'
import { outputNotes, outputsOf } from './outputs-of'
import { pythonOf } from './python-value'
import type { Selection } from './selection'

export const languages = ['curl', 'python', 'node', 'appbuilder'] as const
export type Language = (typeof languages)[number]

/** A request as each client names it. */
interface Request {
  readonly path: string
  /** The clients' method, by its way from the client. */
  readonly call: { readonly python: string; readonly node: string }
  /** What clients take first, in order; the python client takes it by position, too. */
  readonly id: string
  /** What else stands in the path. */
  readonly within: Readonly<Record<string, string>>
  readonly body?: Readonly<Record<string, unknown>>
  readonly references: References
  readonly notes: readonly string[]
}

/**
 * How to make the run again, fetch the step, or answer the call. `before` are the messages that the run had, oldest
 * first.
 */
export function codeOf(
  selection: Selection,
  language: Language,
  { before = [], ...server }: Server & { readonly before?: readonly Message[] },
): string {
  if (language === 'appbuilder') return toAppBuilder(selection, { ...server, before })
  if (selection.type === 'run') return runIn[language](selection.run, before, server)
  return writers[language](requestOf(selection), server)
}

function requestOf(selection: Exclude<Selection, { type: 'run' }>): Request {
  const { run, step } = selection
  const thread = `/threads/${run.thread_id}`
  const within = { thread_id: run.thread_id }
  const references = createReferences()
  if (selection.type === 'call' && selection.call.type === 'function') {
    return {
      path: `${thread}/runs/${run.id}/submit_tool_outputs`,
      call: { python: 'runs.submit_tool_outputs', node: 'runs.submitToolOutputs' },
      id: run.id,
      within,
      body: { tool_outputs: outputsOf(step, references.put) },
      references,
      notes: outputNotes(step.step_details),
    }
  }
  return {
    path: `${thread}/runs/${run.id}/steps/${step.id}`,
    call: { python: 'runs.steps.retrieve', node: 'runs.steps.retrieve' },
    id: step.id,
    within: { ...within, run_id: run.id },
    references,
    notes: [],
  }
}

const writers = { curl: toCurl, python: toPython, node: toNode } as const satisfies Record<
  Exclude<Language, 'appbuilder'>,
  (request: Request, server: Server) => string
>

function toCurl({ path, body, references, notes }: Request, server: Server): string {
  const said = notes.map((note) => `# ${note}`)
  if (!references.isEmpty()) {
    const request = `${sentInShell(references, body)} | api ${path} -d @-`
    return ['# Needs jq.', ...said, shellClient(server), '', request].join('\n')
  }
  const command = curlOf(server, {
    path,
    headers: ['OpenAI-Beta: assistants=v2'],
    body: body && JSON.stringify(body, null, 2),
  })
  return [...said, command].join('\n')
}

function toPython({ call, id, within, body, references, notes }: Request, server: Server): string {
  const parts = Object.entries({ ...within, ...body }).map(([name, value]) => `    ${name}=${pythonOf(value, 4)},`)
  return [
    pythonClient(server),
    '',
    ...notes.map((note) => `# ${note}`),
    `result = client.beta.threads.${call.python}(`,
    `    ${JSON.stringify(id)},`,
    ...parts.map((part) => references.write(part, inPython)),
    ')',
    'print(result)',
  ].join('\n')
}

function toNode({ call, id, within, body, references, notes }: Request, server: Server): string {
  const params = references.write(JSON.stringify({ ...within, ...body }, null, 2), inNode)
  return [
    nodeClient(server),
    '',
    ...notes.map((note) => `// ${note}`),
    `const result = await client.beta.threads.${call.node}(${JSON.stringify(id)}, ${params})`,
    'console.log(result)',
  ].join('\n')
}
