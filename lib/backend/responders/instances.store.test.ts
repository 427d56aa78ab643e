// Responders over two instances of one PostgreSQL: a call is answered once, by whichever.
import { expect, it, onTestFinished } from 'vitest'
import type { Assistant } from '@/lib/protocol/assistant'
import { startInstances } from '@/lib/backend/embedded/testing/instances'
import {
  call,
  createGate,
  createTapes,
  type Gate,
  stop,
  stopForCalls,
  text,
} from '@/lib/backend/embedded/testing/tapes'
import { startProxiedInstances } from '@/lib/backend/proxy/testing/proxied-instances'
import { createSealer } from '@/lib/backend/sealing'
import { createAnswerRule } from './answer-rule'
import { overConnection } from './over-connection'
import { clientOf } from './testing/start-responders'
import { allById } from '@/lib/run/by-id'

const unused = () => Promise.reject(new Error('Nothing of the kind is asked in this test.'))

const starts = [
  ['the built-in connection', startInstances],
  // Each of its runs is followed by one of the instances, and answered by any.
  ['a connection elsewhere', startProxiedInstances],
] as const

it.each(starts)('answers a call of %s once, and goes on where the instance at it is closed', async (_, starting) => {
  const tapes = createTapes()
  const { open, reports } = await starting(tapes.models)
  /** What was asked elsewhere, and by which instance. */
  const asked: { readonly by: 'a' | 'b'; readonly gate: Gate }[] = []
  const start = async (name: 'a' | 'b') => {
    const instance = await open()
    const answer = createAnswerRule({
      ...{ runJavaScript: unused, callTool: unused, sleep: unused },
      async askHttp(_rule, _call, signal) {
        const gate = createGate()
        asked.push({ by: name, gate })
        await gate.pass(signal)
        return { output: 'Sunny', logs: [] }
      },
    })
    const report = (message: string, error: unknown) => void reports.push(`${message} ${String(error)}`)
    const sealer = createSealer(() => new Uint8Array(32))
    const laid = overConnection(instance, {
      ...{ jobs: instance.jobs, answer, sealer, report, sleep: unused, now: () => performance.now() },
    })
    const close = async () => {
      await laid.close()
      await instance.close()
    }
    onTestFinished(close)
    return { ...clientOf(laid.backend, instance.info.id), close }
  }
  const instances = { a: await start('a'), b: await start('b') }
  const { a, b } = instances
  const weather = { type: 'function', function: { name: 'get_weather', parameters: { type: 'object' } } } as const
  const rule = { kind: 'http', method: 'POST', url: 'http://weather.test', body: '{}' } as const
  const { id } = await a.page.post<Assistant>('/assistants', { model: 'tape', tools: [weather] })
  await a.put(id, { functions: [{ function: 'get_weather', rules: [rule] }] })
  const asks = [...call(0, 'get_weather', '{}'), stopForCalls]
  tapes.put(asks, [text('Done.'), stop], asks, [text('Done.'), stop])

  const first = await a.begin(id)
  await expect.poll(() => asked.length).toBe(1)
  // Those who look at all that waits leave alone what another is at.
  await b.put(id, { functions: [{ function: 'get_weather', rules: [rule] }] })
  asked[0]!.gate.release()
  const { run, responders } = await b.restOf(first.id)
  expect(run?.status).toBe('completed')
  expect(allById(responders)).toMatchObject([{ status: 'answered', output: 'Sunny' }])
  expect(asked).toHaveLength(1)

  const second = await b.begin(id)
  await expect.poll(() => asked.length).toBe(2)
  const { by } = asked[1]!
  const other = by === 'a' ? b : a
  await instances[by].close()
  const isFailed = await other.viewWhen(second.id, ({ responders }) => allById(responders)[0]?.status === 'failed')
  // It may have been done: only a person lets it be done once more.
  expect(allById(isFailed.responders)[0]?.failure).toContain('whether it was done there is not known')
  expect((await other.decide(second.id, { decision: 'retry' })).status).toBe(204)
  await expect.poll(() => asked.length).toBe(3)
  asked[2]!.gate.release()
  expect((await other.restOf(second.id)).run?.status).toBe('completed')
  expect(reports).toEqual([])
})
