// A gateway that breaks its streams off, answers with nonsense, and tells times that cannot be.
import { describe, expect, it } from 'vitest'
import type { Run } from '@/lib/protocol/run'
import type { List } from '@/lib/protocol/list'
import type { Step } from '@/lib/protocol/step'
import type { Backend } from '@/lib/backend/backend'
import { stop, text } from '@/lib/backend/embedded/testing/tapes'
import { accountStage, type AdapterWire } from '../testing/account-stage'

const account = accountStage({ reports: true })

/** The face, but for the answers to one path. */
const butFor =
  (path: string, answer: (response: Response) => Response | Promise<Response>): Backend =>
  async (request) => {
    const response = await account.face.face(request)
    return new URL(request.url).pathname === path ? answer(response) : response
  }

async function asked(wire: AdapterWire) {
  const assistant = await wire.assistant({ model: 'ERNIE-4.0T-8K', name: 'helper' })
  const thread = await wire.thread({ messages: [{ role: 'user', content: 'hello' }] })
  return { assistant_id: assistant.id, thread_id: thread.id }
}

const RUNS = '/v2/threads/runs'

describe('a stream that breaks off', () => {
  it('anywhere behind its beginning leaves a run that is followed to its end all the same', async () => {
    // The length of a whole stream, to cut it at every so many of its bytes.
    const whole = await streamLength()
    const cuts = Array.from({ length: 6 }, (_, index) => Math.floor(900 + ((whole - 900) * index) / 6))
    for (const cut of cuts) {
      const wire = await account.over(butFor(RUNS, (response) => cutAt(response, cut)))
      const { assistant_id, thread_id } = await asked(wire)
      account.tapes.put([text('Sun'), text('ny'), text('.'), stop])
      const { id } = await wire.run(thread_id, { assistant_id })
      await expect.poll(async () => (await wire.getRun({ id, thread_id })).status, { timeout: 5_000 }).toBe('completed')
      const { data } = await wire.call<List<{ content: { text: { value: string } }[] }>>(
        'GET',
        `/threads/${thread_id}/messages`,
      )
      expect(data[0]?.content[0]?.text.value, `cut at ${cut}`).toBe('Sunny.')
      expect(wire.reports.join(), `cut at ${cut}`).toContain('broke off')
    }
  })

  it('before its beginning leaves no run', async () => {
    const wire = await account.over(butFor(RUNS, (response) => cutAt(response, 40)))
    const { assistant_id, thread_id } = await asked(wire)
    account.tapes.put([text('hi'), stop])
    expect(await wire.refusal('POST', `/threads/${thread_id}/runs`, { assistant_id })).toMatchObject({ status: 502 })
    expect((await wire.call<List<Run>>('GET', '/../api/connections/appbuilder/runs')).data).toEqual([])
  })
})

async function streamLength() {
  const { client } = account.face
  const { id: assistant_id } = await client.assistants.create({ name: 'a' })
  const { id: thread_id } = await client.threads.create({ messages: [{ content: 'hello' }] })
  account.tapes.put([text('Sun'), text('ny'), text('.'), stop])
  const response = await account.face.ask(RUNS, { assistant_id, thread_id, stream: true })
  return (await response.arrayBuffer()).byteLength
}

/** The answer up to that byte; the rest is read and thrown away, so that the run goes on. */
function cutAt({ body, headers }: Response, bytes: number): Response {
  let left = bytes
  const cut = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      if (left > 0) controller.enqueue(chunk.subarray(0, left))
      left -= chunk.length
      if (left <= 0) controller.terminate()
    },
  })
  return new Response(body?.pipeThrough(cut), { headers })
}

describe('an answer that cannot be', () => {
  it.each([
    ['is null', () => new Response('null'), 502],
    ['is no JSON', () => new Response('<html>'), 502],
    ['has no business here', () => new Response('{}', { status: 302 }), 502],
    ['says that the key is wrong', () => new Response('no', { status: 401 }), 502],
    ['says that there is too much of it', () => new Response('slow down', { status: 429 }), 429],
    ['is an error', () => Response.json({ error: { code: 'x', message: 'No.', type: 't', param: null } }), 400],
  ])('%s', async (_, answer, status) => {
    const wire = await account.over(butFor('/v2/assistants/list', answer))
    const refusal = await wire.refusal('GET', '/assistants')
    expect(refusal.status).toBe(status)
    expect(JSON.stringify(refusal)).not.toContain('secret-key')
    expect(wire.reports).toEqual([])
  })

  it('never comes', async () => {
    const wire = await account.over(() => Promise.reject(new TypeError('fetch failed')))
    expect(await wire.refusal('GET', '/assistants')).toMatchObject({ status: 502, code: 'upstream_error' })
  })
})

describe('a step that ended before it began, as the service’s recorded ones do', () => {
  it('has an unknown end, not less than no time', async () => {
    const recorded = {
      id: 'step-1',
      object: 'thread.run.step',
      status: 'completed',
      created_at: 1717645529259,
      started_at: 0,
      completed_at: 1717645528254,
      last_error: '',
      type: null,
      step_datail: null,
    }
    const wire = await account.over(
      butFor('/v2/threads/runs/steps/list', () => Response.json({ object: 'list', data: [recorded], has_more: false })),
    )
    const { assistant_id, thread_id } = await asked(wire)
    account.tapes.put([text('hi'), stop])
    const { id } = await account.face.client.threads.runs.run({ assistant_id, thread_id })
    const { data } = await wire.call<List<Step>>('GET', `/threads/${thread_id}/runs/${id}/steps`)
    expect(data).toMatchObject([{ status: 'completed', created_at: 1717645529, completed_at: null, last_error: null }])
  })
})
