// One request of the wire in the words of each client.
import { agentsClient, nodeClient, pythonClient, sentInShell, shellClient, type Server } from './code-client'
import { inAgents, inNode, inPython } from './code-reference'
import type { CallName, WireRequest } from './code-request'
import { toAgentsNames } from './agents-names'
import { curlOf } from './curl'
import { pythonOf } from './python-value'

type Write = (request: WireRequest, server: Server) => string

export const writers = { curl: toCurl, python: toPython, node: toNode, agents: toAgents } as const satisfies Readonly<
  Record<string, Write>
>

function toCurl({ method, path, body, references, notes }: WireRequest, server: Server): string {
  const said = notes.map((note) => `# ${note}`)
  if (!references.isEmpty()) {
    const request = `${sentInShell(references, body)} | api ${path} -d @-`
    return ['# Needs jq.', ...said, shellClient(server), '', request].join('\n')
  }
  const command = curlOf(server, {
    // Only a body makes it a POST by itself.
    ...(method === 'POST' && body === undefined && { method }),
    path,
    headers: ['OpenAI-Beta: assistants=v2'],
    body: body && JSON.stringify(body, null, 2),
  })
  return [...said, command].join('\n')
}

/** The method of each client, by its way from where it has those of threads. */
const methods: Readonly<Record<CallName, { readonly python: string; readonly node: string }>> = {
  create_and_run: { python: 'create_and_run', node: 'createAndRun' },
  create: { python: 'runs.create', node: 'runs.create' },
  retrieve: { python: 'runs.retrieve', node: 'runs.retrieve' },
  update: { python: 'runs.update', node: 'runs.update' },
  cancel: { python: 'runs.cancel', node: 'runs.cancel' },
  submit_tool_outputs: { python: 'runs.submit_tool_outputs', node: 'runs.submitToolOutputs' },
  list_steps: { python: 'runs.steps.list', node: 'runs.steps.list' },
  retrieve_step: { python: 'runs.steps.retrieve', node: 'runs.steps.retrieve' },
}

/** Clients take the last id of the path first, and the others by their names. */
function taken({ ids, query, body }: WireRequest) {
  const all = Object.entries(ids)
  return { first: all.at(-1)?.[1], named: { ...Object.fromEntries(all.slice(0, -1)), ...query, ...body } }
}

const isStream = ({ body }: WireRequest) => body?.['stream'] === true

function toPython(request: WireRequest, server: Server): string {
  const { call, references, notes } = request
  const { first, named } = taken(request)
  const parts = Object.entries(named).map(([name, value]) => `    ${name}=${pythonOf(value, 4)},`)
  return [
    pythonClient(server),
    '',
    ...notes.map((note) => `# ${note}`),
    `result = client.beta.threads.${methods[call].python}(`,
    ...(first === undefined ? [] : [`    ${JSON.stringify(first)},`]),
    ...parts.map((part) => references.write(part, inPython)),
    ')',
    ...(isStream(request) ? ['for event in result:', '    print(event)'] : ['print(result)']),
  ].join('\n')
}

const printed = {
  stream: 'for await (const event of result) console.log(event)',
  whole: 'console.log(result)',
} as const

function toNode(request: WireRequest, server: Server): string {
  const { call, references, notes } = request
  const { first, named } = taken(request)
  const params = Object.keys(named).length > 0 ? [references.write(JSON.stringify(named, null, 2), inNode)] : []
  const inOrder = [...(first === undefined ? [] : [JSON.stringify(first)]), ...params].join(', ')
  return [
    nodeClient(server),
    '',
    ...notes.map((note) => `// ${note}`),
    `const result = await client.beta.threads.${methods[call].node}(${inOrder})`,
    printed[isStream(request) ? 'stream' : 'whole'],
  ].join('\n')
}

const agentsMethods: Readonly<Record<CallName, string>> = {
  create_and_run: 'runs.createThreadAndRun',
  create: 'runs.create',
  retrieve: 'runs.get',
  update: 'runs.update',
  cancel: 'runs.cancel',
  submit_tool_outputs: 'runs.submitToolOutputs',
  list_steps: 'runSteps.list',
  retrieve_step: 'runSteps.get',
}

/** This client takes all ids in the order of the path, and then what each method cannot do without. */
function toAgents(request: WireRequest, server: Server): string {
  const { call, ids, query, body = {}, references, notes } = request
  const { stream: _, assistant_id, tool_outputs, ...options } = body
  const needed = [...Object.values(ids), assistant_id, tool_outputs].filter((value) => value !== undefined)
  const rest = { ...query, ...options }
  const all = Object.keys(rest).length > 0 ? [...needed, rest] : needed
  const written = all.map((value) => references.write(JSON.stringify(toAgentsNames(value), null, 2), inAgents))
  const sent = `client.${agentsMethods[call]}(${written.join(', ')})`
  return [
    agentsClient(server),
    '',
    ...notes.map((note) => `// ${note}`),
    ...(call === 'list_steps'
      ? [`for await (const step of ${sent}) console.log(step)`]
      : isStream(request)
        ? [`const result = await ${sent}.stream()`, printed.stream]
        : [`const result = await ${sent}`, printed.whole]),
  ].join('\n')
}
