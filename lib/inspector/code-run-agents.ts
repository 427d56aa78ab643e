// The same with the client of Foundry's agents, in Node.
import type { Message } from '@/lib/protocol/message'
import type { Run } from '@/lib/protocol/run'
import { toAgentsNames } from './agents-names'
import { agentsClient, type Server } from './code-client'
import { programOf } from './code-program'
import { inAgents } from './code-reference'

const rests = [
  'async function untilItRests(run) {',
  "  while (['queued', 'in_progress', 'cancelling'].includes(run.status)) {",
  '    await new Promise((resolve) => setTimeout(resolve, 1_000))',
  '    run = await client.runs.get(thread.id, run.id)',
  '  }',
  '  return run',
  '}',
]

const answered = [
  "while (run.status === 'requires_action') {",
  '  // Fill in what your functions return.',
  '  const outputs = run.requiredAction.submitToolOutputs.toolCalls.map((call) => ({',
  '    toolCallId: call.id,',
  '    output: `<the output of ${call.function.name}>`,',
  '  }))',
  '  run = await untilItRests(await client.runs.submitToolOutputs(thread.id, run.id, outputs))',
  '}',
]

export function runInAgents(run: Run, before: readonly Message[], server: Server): string {
  const { messages, body, references, notes, callsFunctions } = programOf(run, before)
  const { assistant_id, ...options } = body
  const written = (value: unknown) => JSON.stringify(toAgentsNames(value), null, 2)
  const code = [
    ...notes.map((note) => `// ${note}`),
    `const thread = await client.threads.create({ messages: ${written(messages)} })`,
    ...rests,
    `let run = await untilItRests(`,
    `  await client.runs.create(thread.id, ${written(assistant_id)}, ${written(options)}),`,
    ')',
    ...(callsFunctions ? answered : []),
    'console.log(run.status, run.lastError)',
    "for await (const message of client.messages.list(thread.id, { order: 'asc' })) {",
    "  console.log(message.role, message.content[0]?.text?.value ?? '')",
    '}',
  ].join('\n')
  return `${agentsClient(server)}\n\n${references.write(code, inAgents)}`
}
