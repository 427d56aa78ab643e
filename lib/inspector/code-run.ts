// Code that makes a run again: a thread with the messages that it had, the run as it was, asked for until it ends.
import type { Message } from '@/lib/protocol/message'
import type { Run } from '@/lib/protocol/run'
import { nodeClient, pythonClient, sentInShell, shellClient, type Server } from './code-client'
import { programOf } from './code-program'
import { inNode, inPython } from './code-reference'
import { runInAgents } from './code-run-agents'
import { pythonOf } from './python-value'

const restInShell = [
  `until api "/threads/$thread/runs/$run" | jq -e '.status | IN("queued", "in_progress", "cancelling") | not' > /dev/null`,
  'do sleep 1; done',
]

/** Until the run rests without waiting for calls. An answer without an id says what is wrong with the outputs. */
const answeredInShell = [
  'rests() {',
  ...restInShell.map((line) => `  ${line}`),
  '}',
  `while rests; calls=$(api "/threads/$thread/runs/$run" | jq -e 'select(.status == "requires_action")')`,
  'do',
  '  # Fill in what your functions return.',
  String.raw`  printf '%s' "$calls" | jq '{tool_outputs: [.required_action.submit_tool_outputs.tool_calls[] |`,
  String.raw`    {tool_call_id: .id, output: "<the output of \(.function.name)>"}]}' |`,
  '    api "/threads/$thread/runs/$run/submit_tool_outputs" -d @- | jq -e .id > /dev/null || break',
  'done',
]

export const runIn = { curl: runInShell, python: runInPython, node: runInNode, agents: runInAgents } as const

function runInShell(run: Run, before: readonly Message[], server: Server): string {
  const { messages, body, references, notes, callsFunctions } = programOf(run, before)
  return [
    '# Needs jq.',
    ...notes.map((note) => `# ${note}`),
    shellClient(server),
    '',
    `thread=$(${sentInShell(references, { messages })} | api /threads -d @- | jq -r .id)`,
    `run=$(${sentInShell(references, body)} | api "/threads/$thread/runs" -d @- | jq -r .id)`,
    ...(callsFunctions ? answeredInShell : restInShell),
    `api "/threads/$thread/runs/$run" | jq '{status, required_action, last_error, usage}'`,
    String.raw`api "/threads/$thread/messages?order=asc" | jq -r '.data[] | "\(.role): \(.content[0].text.value)"'`,
  ].join('\n')
}

function runInPython(run: Run, before: readonly Message[], server: Server): string {
  const { messages, body, references, notes, callsFunctions } = programOf(run, before)
  const parts = Object.entries(body).map(([name, value]) => `    ${name}=${pythonOf(value, 4)},`)
  const outputs = [
    'while run.status == "requires_action":',
    '    run = client.beta.threads.runs.submit_tool_outputs_and_poll(',
    '        run_id=run.id,',
    '        thread_id=thread.id,',
    '        tool_outputs=[',
    '            # Fill in what your functions return.',
    '            {"tool_call_id": call.id, "output": f"<the output of {call.function.name}>"}',
    '            for call in run.required_action.submit_tool_outputs.tool_calls',
    '        ],',
    '    )',
  ]
  const code = [
    ...notes.map((note) => `# ${note}`),
    `thread = client.beta.threads.create(messages=${pythonOf(messages, 0)})`,
    'run = client.beta.threads.runs.create_and_poll(',
    '    thread_id=thread.id,',
    ...parts,
    ')',
    ...(callsFunctions ? outputs : []),
    'print(run.status, run.last_error)',
    'for message in client.beta.threads.messages.list(thread.id, order="asc"):',
    '    print(message.role, message.content[0].text.value if message.content else "")',
  ].join('\n')
  return `${pythonClient(server)}\n\n${references.write(code, inPython)}`
}

function runInNode(run: Run, before: readonly Message[], server: Server): string {
  const { messages, body, references, notes, callsFunctions } = programOf(run, before)
  const outputs = [
    "while (run.status === 'requires_action') {",
    '  run = await client.beta.threads.runs.submitToolOutputsAndPoll(run.id, {',
    '    thread_id: thread.id,',
    '    // Fill in what your functions return.',
    '    tool_outputs: run.required_action.submit_tool_outputs.tool_calls.map((call) => ({',
    '      tool_call_id: call.id,',
    '      output: `<the output of ${call.function.name}>`,',
    '    })),',
    '  })',
    '}',
  ]
  const code = [
    ...notes.map((note) => `// ${note}`),
    `const thread = await client.beta.threads.create({ messages: ${JSON.stringify(messages, null, 2)} })`,
    `let run = await client.beta.threads.runs.createAndPoll(thread.id, ${JSON.stringify(body, null, 2)})`,
    ...(callsFunctions ? outputs : []),
    'console.log(run.status, run.last_error)',
    "for await (const message of client.beta.threads.messages.list(thread.id, { order: 'asc' })) {",
    "  console.log(message.role, message.content[0]?.text?.value ?? '')",
    '}',
  ].join('\n')
  return `${nodeClient(server)}\n\n${references.write(code, inNode)}`
}
