import { describe, expect, it } from 'vitest'
import type { Run } from '@/lib/protocol/run'
import { codeOf, languagesOf } from './code'
import { emptyView, fold } from '@/lib/run/fold'
import { selectionOf } from './selection'
import { callOf, messageOf, toolRun } from '@/lib/run/testing/log'

const BASE = 'http://localhost:3000/v1'
const OPEN = { baseUrl: BASE, needsToken: false, kind: 'embedded' } as const
const languages = languagesOf.embedded
const view = fold(emptyView, toolRun())
const select = (id: string) => selectionOf(view, id)!

describe('codeOf', () => {
  it('makes the run again as it was', () => {
    const asked = { ...view.run!, instructions: "it's so", parallel_tool_calls: false }
    const run = { type: 'run', id: asked.id, run: asked } as const
    expect(codeOf(run, 'curl', OPEN)).toContain(`printf '%s' '{
  "assistant_id": "asst_1",
  "model": "scripted",
  "instructions": "it'\\''s so",
  "temperature": 1,
  "top_p": 1,
  "parallel_tool_calls": false
}' | api "/threads/$thread/runs" -d @- | jq -r .id)
until api`)
    expect(codeOf(run, 'python', OPEN)).toContain(`run = client.beta.threads.runs.create_and_poll(
    thread_id=thread.id,
    assistant_id="asst_1",
    model="scripted",
    instructions="it's so",
    temperature=1,
    top_p=1,
    parallel_tool_calls=False,
)`)
  })

  it('keeps how the run truncated its thread', () => {
    const asked: Run = { ...view.run!, truncation_strategy: { type: 'last_messages', last_messages: 3 } }
    const run = { type: 'run', id: asked.id, run: asked } as const
    expect(codeOf(run, 'curl', OPEN)).toContain(`"truncation_strategy": {
    "type": "last_messages",
    "last_messages": 3
  }`)
  })

  it('takes the token of a server that asks for one from the environment', () => {
    const guarded = { ...OPEN, needsToken: true }
    expect(codeOf(select('step_2'), 'curl', guarded)).toContain(` \\\n  -H "Authorization: Bearer $ACCESS_TOKEN"`)
    expect(codeOf(select('step_2'), 'python', guarded)).toContain(`import os

from openai import OpenAI

client = OpenAI(base_url="${BASE}", api_key=os.environ["ACCESS_TOKEN"])`)
    expect(codeOf(select('step_2'), 'node', guarded)).toContain('apiKey: process.env.ACCESS_TOKEN })')
    expect(codeOf(select('step_2'), 'agents', guarded)).toContain('const token = process.env.ACCESS_TOKEN\n')
    expect(codeOf(select('step_2'), 'appbuilder', guarded)).toContain(
      'os.environ["APPBUILDER_TOKEN"] = os.environ["ACCESS_TOKEN"]',
    )
    for (const language of languages) {
      expect(codeOf(select('step_2'), language, OPEN)).not.toContain('ACCESS_TOKEN')
    }
  })

  it('begins with the messages that the run had; of long ones it says where they lie', () => {
    const before = [
      messageOf('msg_a', "it's short", { role: 'user' }),
      messageOf('msg_b', 'long '.repeat(1_000), { role: 'user' }),
    ]
    const code = (language: (typeof languages)[number]) => codeOf(select('run_1'), language, { ...OPEN, before })
    for (const language of languages) expect(code(language)).not.toContain('long long')
    expect(code('curl')).toContain(String.raw`"content": "it'\''s short"`)
    expect(code('curl')).toContain(
      `"content": '"$(api /threads/thread_1/messages/msg_b | jq '.content[0].text.value')"'`,
    )
    expect(code('python')).toContain(
      '"content": client.beta.threads.messages.retrieve("msg_b", thread_id="thread_1").content[0].text.value,',
    )
    expect(code('appbuilder')).toContain(
      'messages.query(thread_id="thread_1", message_id="msg_b").content[0].text.value',
    )
    expect(code('agents')).toContain(
      '"content": (await client.messages.get("thread_1", "msg_b")).content[0].text.value',
    )
    const instructions = 'I '.repeat(2_000)
    const asked = { ...view.run!, instructions }
    expect(codeOf({ type: 'run', id: asked.id, run: asked }, 'python', OPEN)).toContain(
      'instructions=client.beta.threads.runs.retrieve("run_1", thread_id="thread_1").instructions,',
    )
  })

  it('says of long outputs where they lie', () => {
    const calls = [callOf('call_1', '晴'), callOf('call_2', 'long '.repeat(1_000))]
    const long = selectionOf(fold(emptyView, toolRun({ answered: calls })), 'call_1')!
    const code = (language: (typeof languages)[number]) => codeOf(long, language, OPEN)
    for (const language of languages) {
      expect(code(language)).not.toContain('long long')
      expect(code(language)).toContain('晴')
    }
    const way = 'step_details.tool_calls[1].function.output'
    expect(code('curl')).toContain(`"output": '"$(api /threads/thread_1/runs/run_1/steps/step_1 | jq '.${way}')"'`)
    expect(code('curl')).toContain(' | api /threads/thread_1/runs/run_1/submit_tool_outputs -d @-')
    expect(code('python')).toContain(
      `"output": client.beta.threads.runs.steps.retrieve("step_1", thread_id="thread_1", run_id="run_1").${way},`,
    )
    expect(code('node')).toContain(
      `"output": (await client.beta.threads.runs.steps.retrieve("step_1", {"thread_id":"thread_1","run_id":"run_1"})).${way}`,
    )
    expect(code('agents')).toContain(
      '(await client.runSteps.get("thread_1", "run_1", "step_1")).stepDetails.toolCalls[1].function.output',
    )
    expect(code('appbuilder')).toContain(
      'steps.query(thread_id="thread_1", run_id="run_1", step_id="step_1").step_datail.tool_calls[1].function.output',
    )
  })

  it('marks the outputs that are to be filled in', () => {
    const waiting = selectionOf(fold(emptyView, toolRun({ until: 'requires_action' })), 'call_1')!
    for (const language of languages) {
      expect(codeOf(waiting, language, OPEN)).toContain('Fill in what stands in <…>')
      expect(codeOf(waiting, language, OPEN)).toContain('"<the output of get_weather(上海)>"')
    }
    expect(codeOf(select('call_1'), 'curl', OPEN)).not.toContain('Fill in')
  })

  it.each(languages)('answers the calls of the run that it makes again, in %s', (language) => {
    const tools: Run['tools'] = [{ type: 'function', function: { name: 'look_up' } }]
    const codeWith = (run: Run) => codeOf({ type: 'run', id: run.id, run }, language, OPEN)
    const code = codeWith({ ...view.run!, tools })
    expect(code).toMatch(/while .*requires_action/)
    expect(code).toContain('Fill in what your functions return.')
    expect(code).toContain('<the output of ')
    expect(codeWith({ ...view.run!, tools: [] })).not.toContain('requires_action"')
    // That method takes nothing by position.
    if (language === 'python') expect(code).toContain('submit_tool_outputs_and_poll(\n        run_id=run.id,')
  })

  it('fetches a step', () => {
    expect(codeOf(select('step_2'), 'curl', OPEN)).toContain(`${BASE}/threads/thread_1/runs/run_1/steps/step_2`)
    expect(codeOf(select('step_2'), 'node', OPEN)).toContain(
      'client.beta.threads.runs.steps.retrieve("step_2", {\n  "thread_id": "thread_1",\n  "run_id": "run_1"\n})',
    )
  })

  it('answers all the calls of a round at once', () => {
    const code = codeOf(select('call_2'), 'python', OPEN)
    expect(code).toContain('client.beta.threads.runs.submit_tool_outputs(\n    "run_1",')
    expect(code).toContain('"tool_call_id": "call_1",\n            "output": "晴",')
    expect(code).toContain('"tool_call_id": "call_2",\n            "output": "雨",')
  })

  describe('for AppBuilder’s Python SDK', () => {
    const head = `import os
import appbuilder

os.environ["GATEWAY_URL"] = "http://localhost:3000"
os.environ["APPBUILDER_TOKEN"] = "none"
`

    it('makes the run again, in what that SDK has words for', () => {
      const asked: Run = {
        ...view.run!,
        instructions: '每句话回复前都加上我是秦始皇',
        temperature: 0.5,
        top_p: 1,
        response_format: { type: 'json_object' },
        metadata: { k: 'v' },
        tools: [{ type: 'function', function: { name: 'look_up', strict: true } }, { type: 'code_interpreter' }],
      }
      expect(codeOf({ type: 'run', id: asked.id, run: asked }, 'appbuilder', OPEN)).toBe(`${head}
# The SDK takes no other models' names: the assistant's own model answers.
# The last message of the thread must be its user's: add one with threads.messages.create first.
result = appbuilder.assistant.threads.runs.run(
    assistant_id="asst_1",
    thread_id="thread_1",
    response_format="json_object",
    instructions="每句话回复前都加上我是秦始皇",
    tools=[
        {
            "type": "function",
            "function": {
                "name": "look_up",
                "description": "",
            },
        },
    ],
    metadata={
        "k": "v",
    },
    model_parameters=appbuilder.assistant.public_type.AssistantModelParameters(
        chat_parameters=appbuilder.assistant.public_type.AssistantChatParameters(temperature=0.5, top_p=1),
    ),
)
while result.status == "requires_action":
    for call in result.required_action.submit_tool_outputs.tool_calls:
        # Fill in what your functions return.
        output = f"<the output of {call.function.name}>"
        result = appbuilder.assistant.threads.runs.run(
            assistant_id="asst_1",
            thread_id=result.thread_id,
            tool_output={"tool_call_id": call.id, "run_id": result.id, "output": output},
        )
print(result)`)
    })

    it('leaves out what the SDK would refuse', () => {
      const asked = { ...view.run!, temperature: 2, top_p: null, instructions: '长'.repeat(4097) }
      const code = codeOf({ type: 'run', id: asked.id, run: asked }, 'appbuilder', OPEN)
      expect(code).not.toContain('model_parameters')
      expect(code).not.toContain('长')
      expect(code).toContain("# The SDK takes no instructions as long as this run's: the assistant's own are in force.")
      const longest = { ...asked, instructions: '😀'.repeat(4096) }
      expect(codeOf({ type: 'run', id: asked.id, run: longest }, 'appbuilder', OPEN)).toContain('😀')
    })

    it('fetches a step', () => {
      expect(codeOf(select('step_2'), 'appbuilder', OPEN)).toBe(`${head}
result = appbuilder.assistant.threads.runs.steps.query(
    thread_id="thread_1",
    run_id="run_1",
    step_id="step_2",
)
print(result)`)
    })

    it('answers all the calls of a round at once', () => {
      expect(codeOf(select('call_2'), 'appbuilder', OPEN)).toBe(`${head}
result = appbuilder.assistant.threads.runs.submit_tool_outputs(
    run_id="run_1",
    thread_id="thread_1",
    tool_outputs=[
        {
            "tool_call_id": "call_1",
            "output": "晴",
        },
        {
            "tool_call_id": "call_2",
            "output": "雨",
        },
    ],
)
print(result)`)
    })

    it('goes through the connection that the page shows', () => {
      const code = codeOf(select('step_2'), 'appbuilder', {
        ...OPEN,
        baseUrl: 'http://localhost:3000/c/appbuilder/v1',
      })
      expect(code).toContain('os.environ["GATEWAY_URL"] = "http://localhost:3000/c/appbuilder"')
    })
  })

  it.each(languages)('names the server in %s', (language) => {
    expect(codeOf(select('run_1'), language, OPEN)).toContain('http://localhost:3000')
  })
})
