// What of a run's log is read behind the face while its calls are answered one after the other.
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Backend } from '@/lib/backend/backend'
import { call, createTapes, stop, stopForCalls, text } from '@/lib/backend/embedded/testing/tapes'
import { startFace, type TestFace } from '../testing/face'

const OUTPUTS = 15

/** Counts the events of logs that a backend hands out, and the largest number that it has handed out. */
function createCounter() {
  const seen = { events: 0, last: 0 }
  const through =
    (backend: Backend): Backend =>
    async (request) => {
      const response = await backend(request)
      if (!new URL(request.url).pathname.endsWith('/events') || !response.body) return response
      const decoder = new TextDecoder()
      const count = new TransformStream<Uint8Array, Uint8Array>({
        transform(chunk, controller) {
          for (const [, id] of decoder.decode(chunk, { stream: true }).matchAll(/^id: (\d+)$/gm)) {
            seen.events += 1
            seen.last = Math.max(seen.last, Number(id))
          }
          controller.enqueue(chunk)
        },
      })
      return new Response(response.body.pipeThrough(count), response)
    }
  return { seen, through }
}

let tapes: ReturnType<typeof createTapes>
let face: TestFace
let seen: ReturnType<typeof createCounter>['seen']
beforeEach(async () => {
  tapes = createTapes()
  const counter = createCounter()
  seen = counter.seen
  face = await startFace(tapes.models, { through: counter.through })
})
afterEach(() => face.close())

async function beginWaiting() {
  const { assistants, threads } = face.client
  const tools = [{ function: { name: 'look_up', description: 'Looks things up.' } }]
  const { id: assistant_id } = await assistants.create({ name: 'a', tools })
  const { id: thread_id } = await threads.create({ messages: [{ content: 'hello' }] })
  for (let index = 0; index < OUTPUTS; index += 1) tapes.put([...call(index, 'look_up', '{}'), stopForCalls])
  tapes.put([text('done'), stop])
  return { assistant_id, thread_id }
}

it('each event once, when every output is answered by itself', async () => {
  const ids = await beginWaiting()
  const { runs } = face.client.threads
  let result = await runs.run(ids)
  for (let count = 0; count < OUTPUTS; count += 1) {
    const [waiting] = result.required_action?.submit_tool_outputs?.tool_calls ?? []
    const tool_output = { tool_call_id: waiting?.id ?? '', output: String(count), run_id: result.id }
    result = await runs.run({ ...ids, tool_output })
  }
  expect(result).toMatchObject({ status: 'completed', final_answer: { type: 'message' } })
  expect(seen.events).toBe(seen.last)
})

it('each event once, when every output is streamed by itself', async () => {
  const ids = await beginWaiting()
  const { runs } = face.client.threads
  let output: { tool_call_id: string; output: string; run_id: string } | undefined
  let stepsEnded = 0
  for (let count = 0; count <= OUTPUTS; count += 1) {
    const events = await runs.streamRun({ ...ids, ...(output && { tool_output: output }) })
    let run_id = ''
    for await (const event of events) {
      if (event.event !== 'status') continue
      if (event.event_type === 'run_begin') run_id = event.details?.run_object?.id ?? ''
      if (event.event_type === 'tool_step_end') stepsEnded += 1
      if (event.event_type !== 'tool_calls') continue
      const [waiting] = event.details?.tool_calls ?? []
      output = { tool_call_id: waiting?.id ?? '', output: String(count), run_id }
      break
    }
  }
  expect(stepsEnded).toBe(OUTPUTS + 1)
  expect(seen.events).toBe(seen.last)
})
