import { describe, expect, it } from 'vitest'
import { codeOf, languages } from './code'
import { emptyView, fold } from './fold'
import { selectionOf } from './selection'
import { toolRun } from './testing/log'

const BASE = 'http://localhost:3000/v1'
const view = fold(emptyView, toolRun())
const select = (id: string) => selectionOf(view, id)!

describe('codeOf', () => {
  it('makes the run again as it was', () => {
    const asked = { ...view.run!, instructions: "it's so", parallel_tool_calls: false }
    const run = { type: 'run', id: asked.id, run: asked } as const
    expect(codeOf(run, 'curl', BASE)).toBe(`curl ${BASE}/threads/thread_1/runs \\
  -H 'OpenAI-Beta: assistants=v2' \\
  -H 'Content-Type: application/json' \\
  -d '{
  "assistant_id": "asst_1",
  "model": "scripted",
  "instructions": "it'\\''s so",
  "temperature": 1,
  "top_p": 1,
  "parallel_tool_calls": false
}'`)
    expect(codeOf(run, 'python', BASE)).toContain(`result = client.beta.threads.runs.create(
    "thread_1",
    assistant_id="asst_1",
    model="scripted",
    instructions="it's so",
    temperature=1,
    top_p=1,
    parallel_tool_calls=False,
)`)
  })

  it('fetches a step', () => {
    expect(codeOf(select('step_2'), 'curl', BASE)).toContain(`${BASE}/threads/thread_1/runs/run_1/steps/step_2`)
    expect(codeOf(select('step_2'), 'node', BASE)).toContain(
      'client.beta.threads.runs.steps.retrieve("step_2", {\n  "thread_id": "thread_1",\n  "run_id": "run_1"\n})',
    )
  })

  it('answers all the calls of a round at once', () => {
    const code = codeOf(select('call_2'), 'python', BASE)
    expect(code).toContain('client.beta.threads.runs.submit_tool_outputs(\n    "run_1",')
    expect(code).toContain('"tool_call_id": "call_1",\n            "output": "晴",')
    expect(code).toContain('"tool_call_id": "call_2",\n            "output": "雨",')
  })

  it.each(languages)('names the server in %s', (language) => {
    expect(codeOf(select('run_1'), language, BASE)).toContain(BASE)
  })
})
