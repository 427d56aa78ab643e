// Code that makes a run again: a thread with the messages that it had, the run as it was, asked for until it ends.
import type { ContentPart, Message } from '@/lib/protocol/message'
import type { Run } from '@/lib/protocol/run'
import { nodeClient, pythonClient, sentInShell, shellClient, type Server } from './code-client'
import { createReferences, inNode, inPython, MAX_WRITTEN, type Reference, type References } from './code-reference'
import { MAX_NEW_MESSAGES } from '@/lib/protocol/limits'
import { pythonOf } from './python-value'
import { runBodyOf } from './run-body'

type Body = Readonly<Record<string, unknown>>

interface Program {
  readonly messages: readonly Body[]
  readonly body: Body
  readonly references: References
  /** What differs from the run, as a comment. */
  readonly notes: readonly string[]
  /** Its functions are the reader's: their outputs are not known here. */
  readonly callsFunctions: boolean
}

function programOf(run: Run, before: readonly Message[]): Program {
  const references = createReferences()
  const messages = before.slice(-MAX_NEW_MESSAGES).flatMap((message): readonly Body[] => {
    const body = messageOf(message, references)
    return body ? [body] : []
  })
  const left = before.length - MAX_NEW_MESSAGES
  return {
    messages,
    body: settingsOf(run, references),
    references,
    notes: left > 0 ? [`The last ${MAX_NEW_MESSAGES} of the ${before.length} messages that the run had.`] : [],
    callsFunctions: run.tools.some(({ type }) => type === 'function'),
  }
}

function settingsOf(run: Run, references: References): Body {
  const from = { path: `/threads/${run.thread_id}/runs/${run.id}`, noun: 'runs', id: run.id }
  const within = { thread_id: run.thread_id }
  return Object.fromEntries(
    Object.entries(runBodyOf(run)).map(([name, value]) =>
      JSON.stringify(value).length > MAX_WRITTEN
        ? [name, references.put({ ...from, within, at: [name] })]
        : [name, value],
    ),
  )
}

/** Undefined for a message without content: it broke off before its first word. */
function messageOf(message: Message, references: References): Body | undefined {
  const { id, thread_id, role, attachments } = message
  const from = { path: `/threads/${thread_id}/messages/${id}`, noun: 'messages', id, within: { thread_id } }
  const content = message.content.flatMap((part, index): readonly Body[] => {
    const put = (...at: Reference['at']) => references.put({ ...from, at: ['content', index, ...at] })
    const body = partOf(part, put)
    return body ? [body] : []
  })
  const [only] = content
  if (only === undefined) return undefined
  const isPlain = content.length === 1 && only.type === 'text'
  return { role, content: isPlain ? only.text : content, ...(attachments?.length && { attachments }) }
}

/** A page may have only the beginning of a text, and of a picture its address here: those are long, or no address. */
function partOf(part: ContentPart, put: (...at: Reference['at']) => string): Body | undefined {
  const text = (value: string, ...at: Reference['at']) => (value.length > MAX_WRITTEN ? put(...at) : value)
  switch (part.type) {
    case 'text':
      return part.text.value === '' ? undefined : { type: 'text', text: text(part.text.value, 'text', 'value') }
    case 'refusal':
      return { type: 'text', text: text(part.refusal, 'refusal') }
    case 'image_url': {
      const { url, ...rest } = part.image_url
      const place = ['image_url', 'url'] as const
      return {
        type: 'image_url',
        image_url: { url: url.startsWith('/') ? put(...place) : text(url, ...place), ...rest },
      }
    }
    case 'image_file':
      return part
    default:
      return part satisfies never
  }
}

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

export const runIn = { curl: runInShell, python: runInPython, node: runInNode } as const

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

function runInPython(run: Run, before: readonly Message[], { baseUrl, needsToken }: Server): string {
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
  return `${pythonClient({ baseUrl, needsToken })}\n\n${references.write(code, inPython)}`
}

function runInNode(run: Run, before: readonly Message[], { baseUrl, needsToken }: Server): string {
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
  return `${nodeClient({ baseUrl, needsToken })}\n\n${references.write(code, inNode)}`
}
