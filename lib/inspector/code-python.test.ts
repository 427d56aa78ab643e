// The Python that pages show, read by Python itself where this machine has one: a wrong quote or indent is no program.
import { spawnSync } from 'node:child_process'
import { expect, it } from 'vitest'
import type { WireExchange } from '@/lib/protocol/exchange'
import type { Run } from '@/lib/protocol/run'
import { codeOf, codeOfExchange } from './code'
import { emptyView, fold } from '@/lib/run/fold'
import { selectionOf } from './selection'
import { callOf, messageOf, runOf, toolRun } from '@/lib/run/testing/log'

const python = ['python3', 'python'].find(
  (name) => spawnSync(name, ['-c', 'import ast, sys; sys.exit(0)']).status === 0,
)
const CHECK = 'import ast, json, sys\nfor code in json.load(sys.stdin): ast.parse(code)'

const done = fold(emptyView, toolRun())
const waiting = fold(emptyView, toolRun({ until: 'requires_action' }))
const odd = `“It’s” 'long' """ \\ \n\t\u2028 \${x} {y} 😀`
const long = fold(emptyView, toolRun({ answered: [callOf('call_1', odd), callOf('call_2', odd.repeat(1_000))] }))

const runs: readonly Run[] = [
  runOf(),
  runOf({
    instructions: odd,
    temperature: 0.5,
    max_completion_tokens: 300,
    truncation_strategy: { type: 'last_messages', last_messages: 3 },
    tool_choice: { type: 'function', function: { name: 'look_up' } },
    parallel_tool_calls: false,
    response_format: { type: 'json_schema', json_schema: { name: 'a', schema: { const: null }, strict: true } },
    metadata: { [odd]: odd },
    tools: [{ type: 'function', function: { name: 'look_up', description: odd, strict: false } }],
  }),
  runOf({ instructions: odd.repeat(1_000), response_format: { type: 'json_object' } }),
]

function sent(path: string): WireExchange {
  const text = JSON.stringify({ assistant_id: 'asst_1', stream: true, thread: { messages: [{ content: odd }] } })
  const request = { headers: {}, bytes: text.length, text, is_cut: false }
  return { number: 1, at_ms: 1, asked_by: 'client', method: 'POST', path, request, answer: null, failure: null }
}

it.skipIf(python === undefined)('is Python, for both of its SDKs', () => {
  const before = [messageOf('msg_a', odd, { role: 'user' }), messageOf('msg_b', odd.repeat(1_000), { role: 'user' })]
  const selections = [
    ...runs.map((run) => ({ type: 'run', id: run.id, run }) as const),
    selectionOf(done, 'run_1')!,
    selectionOf(done, 'step_2')!,
    selectionOf(done, 'call_2')!,
    selectionOf(waiting, 'run_1')!,
    selectionOf(waiting, 'call_1')!,
    selectionOf(long, 'call_1')!,
  ]
  const programs = selections.flatMap((selection) =>
    (['python', 'appbuilder'] as const).flatMap((language) =>
      (['embedded', 'azure'] as const).map((kind) =>
        codeOf(selection, language, {
          baseUrl: 'http://localhost:3000/v1',
          needsToken: kind === 'azure',
          kind,
          before,
        }),
      ),
    ),
  )
  const server = { baseUrl: 'http://localhost:3000/v1', needsToken: true, kind: 'embedded' } as const
  programs.push(codeOfExchange(sent('/threads/runs'), 'python', server)!)
  programs.push(codeOfExchange(sent('/threads/thread_1/runs'), 'python', server)!)
  expect(programs).toHaveLength(38)
  const { status, stderr } = spawnSync(python!, ['-c', CHECK], { input: JSON.stringify(programs), encoding: 'utf8' })
  expect(stderr).toBe('')
  expect(status).toBe(0)
})
