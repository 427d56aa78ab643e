// Calls of runs that backends elsewhere carry: they are answered through the connection's own wire.
import { expect, it, onTestFinished } from 'vitest'
import type { Assistant } from '@/lib/protocol/assistant'
import { startAdapter } from '@/lib/backend/appbuilder/testing/adapter'
import { startFace } from '@/lib/backend/appbuilder/testing/face'
import { weather } from '@/lib/backend/embedded/testing/functions'
import { call, createTapes, stop, stopForCalls, text } from '@/lib/backend/embedded/testing/tapes'
import { allById } from '@/lib/run/by-id'
import { OTHER } from '@/lib/backend/proxy/testing/proxied'
import { startOverEmbedded } from '@/lib/backend/proxy/testing/start-over-embedded'
import { createSealer } from '@/lib/backend/sealing'
import { createAnswerRule } from './answer-rule'
import { type Answered, overConnection } from './over-connection'
import { clientOf } from './testing/start-responders'

const unused = () => Promise.reject(new Error('No rule of this test asks that.'))

function laidOver(connection: Answered, reports: string[]) {
  const answer = createAnswerRule({ runJavaScript: unused, askHttp: unused, callTool: unused, sleep: unused })
  const laid = overConnection(connection, {
    ...{ answer, hosts: [], sleep: unused, now: () => performance.now() },
    sealer: createSealer(() => new Uint8Array(32)),
    report: (message, error) => void reports.push(`${message} ${String(error)}`),
  })
  onTestFinished(() => laid.close())
  return clientOf(laid.backend, connection.info.id)
}

const tapesFor = (city: string) =>
  [
    [...call(0, 'get_weather', `{"city":"${city}"}`), stopForCalls],
    [text('Done.'), stop],
  ] as const

/** A run of a page comes to its end by rule; one of an SDK waits for the SDK. */
async function expectAnswered(ask: ReturnType<typeof clientOf>, assistant: string) {
  await ask.put(assistant, {
    functions: [{ function: 'get_weather', rules: [{ kind: 'template', template: 'Sunny in {{city}}' }] }],
  })
  const { id } = await ask.begin(assistant)
  const { run, steps, responders } = await ask.restOf(id)
  expect(run).toMatchObject({ status: 'completed' })
  expect(JSON.stringify(steps)).toContain('Sunny in Bern')
  expect(allById(responders)).toMatchObject([{ status: 'answered', output: 'Sunny in Bern' }])
}

it('a backend that is passed on to', async () => {
  const { tapes, wire } = await startOverEmbedded({ kind: 'openai' })
  const { backend, runs } = wire()
  const reports: string[] = []
  const ask = laidOver({ info: { id: OTHER }, backend, runs }, reports)
  const { id } = await ask.page.post<Assistant>('/assistants', { model: 'tape', tools: [weather] })
  tapes.put(...tapesFor('Bern'))
  await expectAnswered(ask, id)
  tapes.put(...tapesFor('Oslo'))
  const ofSdk = await ask.begin(id, ask.sdk)
  const view = await ask.viewWhen(ofSdk.id, ({ run }) => run?.status === 'requires_action')
  expect(view.responders).toEqual([])
  expect(reports).toEqual([])
})

it('AppBuilder', async () => {
  const tapes = createTapes()
  const face = await startFace(tapes.models)
  const adapter = await startAdapter((request) => face.face(request))
  onTestFinished(async () => {
    await adapter.close()
    await face.close()
  })
  const reports: string[] = []
  const ask = laidOver(adapter, reports)
  const { id } = await ask.page.post<Assistant>('/assistants', { model: 'ERNIE-4.0-8K', tools: [weather] })
  tapes.put(...tapesFor('Bern'))
  await expectAnswered(ask, id)
  expect(reports).toEqual([])
})
