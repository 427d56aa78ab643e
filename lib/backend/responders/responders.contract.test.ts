// Calls answered by rule, through the doors that pages and SDKs use.
import { describe, expect, it } from 'vitest'
import type { Assistant } from '@/lib/protocol/assistant'
import type { List } from '@/lib/protocol/list'
import type { RunSummary } from '@/lib/protocol/playground'
import type { RunResponders, RunWaiting, RuleBody, SeenCall, TryResult } from '@/lib/protocol/responder'
import { readFrames } from '@/lib/protocol/sse'
import type { Run } from '@/lib/protocol/run'
import type { Step } from '@/lib/protocol/step'
import { stockPrice, weather } from '@/lib/backend/embedded/testing/functions'
import { call, createTapes, stop, stopForCalls, text } from '@/lib/backend/embedded/testing/tapes'
import { withResolvers } from '@/lib/backend/with-resolvers'
import { startResponders } from './testing/start-responders'
import { byId, mapById } from '@/lib/run/by-id'

const CALL = 'call_get_weather_0'
const asksForWeather = [...call(0, 'get_weather', '{"city":"Bern"}'), stopForCalls]
const asksForBoth = [
  ...call(0, 'get_weather', '{"city":"Bern"}'),
  ...call(1, 'get_stock_price', '{"symbol":"ABC"}'),
  stopForCalls,
]
const says = [text('Done.'), stop]

async function startWith(rules: readonly RuleBody[], settings: Parameters<typeof startResponders>[1] = {}) {
  const tapes = createTapes()
  const ask = await startResponders(tapes.models, settings)
  const { id } = await ask.page.post<Assistant>('/assistants', { model: 'tape', tools: [weather, stockPrice] })
  await ask.put(id, { functions: [{ function: 'get_weather', mode: 'always', rules: [...rules] }] })
  return { tapes, ask, assistant: id }
}

const outputsOf = (steps: readonly Step[]) =>
  steps.flatMap(({ step_details: details }) =>
    details.type === 'tool_calls'
      ? details.tool_calls.map((each) => (each.type === 'function' ? each.function.output : null))
      : [],
  )

const sunny: RuleBody = { kind: 'template', name: 'Sunny', template: '{"city":"{{city}}","sky":"sunny"}' }

describe('a run that a page began', () => {
  it('is answered by rule to its end, and its log says by which', async () => {
    const { tapes, ask, assistant } = await startWith([
      { ...sunny, name: 'Elsewhere', when: { path: 'city', equals: 'Oslo' } },
      sunny,
    ])
    tapes.put(asksForWeather, says)
    const { id, thread_id } = await ask.begin(assistant)
    const { run, steps, responders, log } = await ask.restOf(id)
    expect(run).toMatchObject({ status: 'completed' })
    expect(outputsOf(steps)).toEqual(['{"city":"Bern","sky":"sunny"}'])
    expect(byId(responders, CALL)).toMatchObject({
      function: 'get_weather',
      status: 'answered',
      rule: { name: 'Sunny', kind: 'template' },
      output: '{"city":"Bern","sky":"sunny"}',
    })
    expect(log.map(({ event }) => event)).toContain('playground.responder.told')
    // The wire knows nothing of it.
    const stream = await ask.sdk.open(`/threads/${thread_id}/runs/${id}/steps`)
    expect(await stream.text()).not.toContain('responder')
    expect(ask.reports()).toEqual([])
  })

  it('keeps what is answered while it waits for the rest, and goes on when a person gives that', async () => {
    const { tapes, ask, assistant } = await startWith([sunny])
    tapes.put(asksForBoth, says)
    const { id, thread_id } = await ask.begin(assistant)
    const view = await ask.viewWhen(id, ({ responders }) => byId(responders, CALL)?.status === 'answered')
    expect(view.run).toMatchObject({ status: 'requires_action' })
    expect([...mapById(view.responders).keys()]).toEqual([CALL])
    await ask.page.post(`/threads/${thread_id}/runs/${id}/submit_tool_outputs`, {
      tool_outputs: [
        { tool_call_id: CALL, output: byId(view.responders, CALL)?.output },
        { tool_call_id: 'call_get_stock_price_1', output: '12' },
      ],
    })
    expect((await ask.restOf(id)).run).toMatchObject({ status: 'completed' })
  })

  it('waits for a person when a rule fails, says why, and tries again when it is told to', async () => {
    const lookup: RuleBody = { kind: 'lookup', path: 'city', entries: [{ key: 'Oslo', output: 'rain' }] }
    const { tapes, ask, assistant } = await startWith([lookup])
    tapes.put(asksForWeather, says)
    const { id } = await ask.begin(assistant)
    const { responders, run } = await ask.viewWhen(id, (view) => byId(view.responders, CALL)?.status === 'failed')
    expect(run).toMatchObject({ status: 'requires_action' })
    expect(byId(responders, CALL)?.failure).toBe("The table has no entry for 'city' = Bern.")
    await ask.put(assistant, { functions: [{ function: 'get_weather', rules: [sunny] }] })
    expect((await ask.decide(id, { decision: 'retry' })).status).toBe(204)
    expect((await ask.restOf(id)).run).toMatchObject({ status: 'completed' })
    expect((await ask.decide(id, { decision: 'retry' })).status).toBe(409)
  })

  it('is cancelled while a rule is at it', async () => {
    const { tapes, ask, assistant } = await startWith([{ ...sunny, delay_ms: 60_000 }])
    tapes.put(asksForWeather)
    const { id, thread_id } = await ask.begin(assistant)
    await ask.viewWhen(id, (view) => byId(view.responders, CALL)?.status === 'working')
    await ask.page.post(`/threads/${thread_id}/runs/${id}/cancel`, {})
    expect((await ask.restOf(id)).run).toMatchObject({ status: 'cancelled' })
    expect(ask.reports()).toEqual([])
  })
})

it('needs a person where no rule is at a call, and not before one has failed', async () => {
  const goOn = withResolvers()
  const { tapes, ask, assistant } = await startWith([{ kind: 'lookup', path: 'city', entries: [], delay_ms: 5 }], {
    sleep: () => goOn.promise,
  })
  tapes.put(asksForWeather)
  const { id } = await ask.begin(assistant)
  const waiting = () => ask.page.own.get<RunWaiting>(`/runs/${id}/responders/waiting`)
  await ask.viewWhen(id, (view) => byId(view.responders, CALL)?.status === 'working')
  expect(await waiting()).toEqual({ needs_person: false })
  const changes = readFrames((await ask.page.own.open('/changes')).body!)
  await changes.next()
  goOn.resolve()
  // Pages that said nothing are told of it.
  for await (const { data } of changes) if (data.includes(id)) break
  expect(await waiting()).toEqual({ needs_person: true })
})

describe('in mode ask', () => {
  async function asking() {
    const started = await startWith([])
    const { ask, assistant, tapes } = started
    await ask.put(assistant, { functions: [{ function: 'get_weather', mode: 'ask', rules: [sunny] }] })
    tapes.put(asksForWeather, says, asksForWeather, says)
    const { id } = await ask.begin(assistant)
    const view = await ask.viewWhen(id, ({ responders }) => byId(responders, CALL)?.status === 'asked')
    expect(byId(view.responders, CALL)).toMatchObject({ rule: { name: 'Sunny' }, output: null })
    return { ...started, id }
  }

  it('a call is answered once it is allowed, and later ones at once when that was said for all', async () => {
    const { ask, id, assistant } = await asking()
    expect((await ask.decide(id, { decision: 'always', call_ids: [CALL] })).status).toBe(204)
    expect((await ask.restOf(id)).run).toMatchObject({ status: 'completed' })
    expect(await ask.page.own.get(`/assistants/${assistant}/responders`)).toMatchObject({
      functions: [{ function: 'get_weather', mode: 'always' }],
    })
    const second = await ask.begin(assistant)
    expect((await ask.restOf(second.id)).run).toMatchObject({ status: 'completed' })
  })

  it('a call is answered when its rules need no asking any more', async () => {
    const { ask, id, assistant } = await asking()
    await ask.put(assistant, { functions: [{ function: 'get_weather', mode: 'always', rules: [sunny] }] })
    expect((await ask.restOf(id)).run).toMatchObject({ status: 'completed' })
  })

  it('a call that is declined is over: the model is told so, in words that can be chosen', async () => {
    const { ask, id, assistant } = await asking()
    expect((await ask.decide(id, { decision: 'decline', call_ids: [CALL] })).status).toBe(204)
    const { run, steps, responders } = await ask.restOf(id)
    expect(run).toMatchObject({ status: 'completed' })
    expect(outputsOf(steps)).toEqual([expect.stringContaining('declined')])
    expect(byId(responders, CALL)).toMatchObject({ status: 'declined', rule: { name: 'Sunny' } })
    expect((await ask.page.own.get<RunSummary>(`/runs/${id}`)).declined_calls, 'lists say so, too').toEqual([CALL])
    const second = await ask.begin(assistant)
    await ask.viewWhen(second.id, (view) => byId(view.responders, CALL)?.status === 'asked')
    await ask.decide(second.id, { decision: 'decline', output: '用户拒绝了。' })
    expect(outputsOf((await ask.restOf(second.id)).steps)).toEqual(['用户拒绝了。'])
  })

  it('a call that was declined beside one that waits is asked for again when somebody says so', async () => {
    const { ask, assistant, tapes } = await startWith([])
    await ask.put(assistant, { functions: [{ function: 'get_weather', mode: 'ask', rules: [sunny] }] })
    tapes.put(asksForBoth, says)
    const { id, thread_id } = await ask.begin(assistant)
    await ask.viewWhen(id, ({ responders }) => byId(responders, CALL)?.status === 'asked')
    await ask.decide(id, { decision: 'decline' })
    await ask.viewWhen(id, ({ responders }) => byId(responders, CALL)?.status === 'declined')
    await ask.restart()
    expect((await ask.decide(id, { decision: 'once' })).status).toBe(409)
    await ask.decide(id, { decision: 'retry', call_ids: [CALL] })
    let wasDeclined = false
    const again = await ask.viewWhen(id, ({ responders }) => {
      wasDeclined ||= byId(responders, CALL)?.status === 'declined'
      return wasDeclined && byId(responders, CALL)?.status === 'asked'
    })
    expect(byId(again.responders, CALL)).toMatchObject({ status: 'asked', output: null })
    await ask.decide(id, { decision: 'once' })
    const { responders } = await ask.viewWhen(id, (view) => byId(view.responders, CALL)?.status === 'answered')
    await ask.page.post(`/threads/${thread_id}/runs/${id}/submit_tool_outputs`, {
      tool_outputs: [
        { tool_call_id: CALL, output: byId(responders, CALL)?.output },
        { tool_call_id: 'call_get_stock_price_1', output: '12' },
      ],
    })
    expect((await ask.restOf(id)).run).toMatchObject({ status: 'completed' })
    expect((await ask.page.own.get<RunSummary>(`/runs/${id}`)).declined_calls, 'it was allowed after all').toBe(
      undefined,
    )
  })
})

it('never races an SDK, unless the assistant says that all runs are meant', async () => {
  const { tapes, ask, assistant } = await startWith([sunny])
  tapes.put(asksForWeather, asksForWeather, says, says)
  const { id, thread_id } = await ask.begin(assistant, ask.sdk)
  await ask.viewWhen(id, ({ run }) => run?.status === 'requires_action')
  // What is looked at behind it is looked at after it.
  const page = await ask.begin(assistant)
  expect((await ask.restOf(page.id)).run).toMatchObject({ status: 'completed' })
  const waiting = await ask.sdk.get<Run>(`/threads/${thread_id}/runs/${id}`)
  expect(waiting).toMatchObject({ status: 'requires_action' })
  await ask.put(assistant, { for_all_runs: true, functions: [{ function: 'get_weather', rules: [sunny] }] })
  expect((await ask.restOf(id)).run).toMatchObject({ status: 'completed' })
})

describe('after a restart', () => {
  it('a call that was being answered is answered, and once only', async () => {
    const begun = withResolvers()
    const sleep = (_ms: number, signal: AbortSignal) => {
      begun.resolve()
      return new Promise<void>((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason as Error))
      })
    }
    const { tapes, ask, assistant } = await startWith([{ ...sunny, delay_ms: 5 }], { sleep })
    tapes.put(asksForWeather, says)
    const { id } = await ask.begin(assistant)
    await begun.promise
    await ask.restart({ sleep: async () => undefined })
    const { run, log } = await ask.restOf(id)
    expect(run).toMatchObject({ status: 'completed' })
    expect(log.filter(({ event }) => event === 'thread.run.queued')).toHaveLength(2)
  })

  it('one that may have been done elsewhere is left to a person', async () => {
    const begun = withResolvers()
    const fetch = (_url: string, init?: RequestInit) => {
      begun.resolve()
      return new Promise<Response>((_resolve, reject) => {
        init?.signal?.addEventListener('abort', () => reject(new Error('aborted')))
      })
    }
    const book: RuleBody = { kind: 'http', method: 'POST', url: 'http://api.test/book' }
    const { tapes, ask, assistant } = await startWith([book], { fetch, hosts: ['api.test'] })
    tapes.put(asksForWeather)
    const { id } = await ask.begin(assistant)
    await begun.promise
    await ask.restart()
    const { responders, run } = await ask.viewWhen(id, (view) => byId(view.responders, CALL)?.status === 'failed')
    expect(byId(responders, CALL)?.failure).toContain('whether it was done there is not known')
    expect(run).toMatchObject({ status: 'requires_action' })
  })
})

it('tries a rule with what was really asked, and makes rules of a run', async () => {
  const script: RuleBody = { kind: 'javascript', code: 'console.log(args); return args.city.length' }
  const { tapes, ask, assistant } = await startWith([script])
  tapes.put(asksForWeather, says, asksForWeather, says)
  const { id } = await ask.begin(assistant)
  await ask.restOf(id)
  const { own } = ask.page
  const seen = await own.get<List<SeenCall>>(`/assistants/${assistant}/responders/calls?function=get_weather`)
  expect(seen.data).toMatchObject([{ id: CALL, run_id: id, arguments: '{"city":"Bern"}', output: '4' }])
  const tried = (rule: RuleBody, args: string) =>
    own.post<TryResult>(`/assistants/${assistant}/responders/try`, { function: 'get_weather', rule, arguments: args })
  expect(await tried(script, '{"city":"Oslo"}')).toMatchObject({
    status: 'answered',
    output: '4',
    logs: ['{"city":"Oslo"}'],
  })
  expect(await tried(script, '{}')).toMatchObject({ status: 'failed', error: expect.stringContaining('TypeError') })
  const made = await own.get<RunResponders>(`/runs/${id}/responders`)
  expect(made).toMatchObject({ unanswered: 0, mismatches: [], functions: [{ function: 'get_weather' }] })
  const { rule } = made.functions[0]!
  expect(await tried(rule, '{ "city": "Bern" }')).toMatchObject({ status: 'answered', output: '4' })
  expect(await tried(rule, '{"city":"Oslo"}')).toMatchObject({
    status: 'failed',
    error: expect.stringContaining('"Bern"'),
  })
  expect(await tried({ ...rule, otherwise: 'next' }, '{"city":"Oslo"}')).toMatchObject({ status: 'skipped' })
  await ask.put(assistant, { functions: [{ function: 'get_weather', rules: [rule] }] })
  const replayed = await ask.begin(assistant)
  expect(outputsOf((await ask.restOf(replayed.id)).steps)).toEqual(['4'])
})

it('keeps secret headers to itself, and sends them only to the server that they were entered for', async () => {
  const sent: { url: string; token: string | null }[] = []
  const fetch = (url: string, init?: RequestInit) => {
    sent.push({ url, token: new Headers(init?.headers).get('x-token') })
    return Promise.resolve(Response.json({ sky: 'blue', token: 's3cret-token' }))
  }
  const rule: RuleBody = {
    ...{ kind: 'http', method: 'GET', url: 'https://api.test/sky?city={{city}}&unit={{unit}}' },
    secret_headers: { 'x-token': 's3cret-token' },
  }
  const { ask, assistant } = await startWith([rule], { fetch, hosts: ['api.test', 'other.test'] })
  const stored = await ask.page.own.get<{ functions: { rules: (RuleBody & { id: string })[] }[] }>(
    `/assistants/${assistant}/responders`,
  )
  expect(JSON.stringify(stored)).not.toContain('s3cret')
  const [read] = stored.functions[0]?.rules ?? []
  expect(read).toMatchObject({ secret_header_names: ['x-token'] })
  // What was read can be written again.
  const write = (url: string) =>
    ask.put(assistant, { functions: [{ function: 'get_weather', rules: [{ ...read, url } as RuleBody] }] })
  await write('https://api.test/sky?city={{city}}')
  const tried = await ask.page.own.post<TryResult>(`/assistants/${assistant}/responders/try`, {
    ...{ function: 'get_weather', arguments: '{"city":"São Paulo"}' },
    rule: { ...read, pick: 'token' },
  })
  expect(tried).toMatchObject({ status: 'answered', output: '…' })
  expect(sent).toEqual([{ url: 'https://api.test/sky?city=S%C3%A3o%20Paulo', token: 's3cret-token' }])
  await expect(write('https://other.test/sky')).rejects.toMatchObject({ status: 400 })
  await ask.restart({ secret: 2 })
  expect(await ask.page.own.get(`/assistants/${assistant}/responders`)).toMatchObject({ locked_rules: [read?.id] })
})

it('keeps a rule that cannot run yet, and says why where it is asked', async () => {
  const rule: RuleBody = { kind: 'http', id: 'r1', method: 'GET', url: 'https://api.test/sky' }
  const { ask, assistant, tapes } = await startWith([{ ...rule, secret_header_names: ['x-key'] }])
  const tried = () =>
    ask.page.own.post<TryResult>(`/assistants/${assistant}/responders/try`, {
      ...{ function: 'get_weather', rule, arguments: '{}' },
    })
  expect(await tried()).toMatchObject({ status: 'failed', error: expect.stringContaining('enter x-key') })
  expect(await ask.page.own.get(`/assistants/${assistant}/responders`)).toMatchObject({ locked_rules: ['r1'] })
  await ask.put(assistant, {
    functions: [{ function: 'get_weather', rules: [{ ...rule, secret_headers: { 'x-key': 'abcd' } }] }],
  })
  const refused = expect.stringContaining('RESPONDER_HOSTS') as string
  expect(await tried()).toMatchObject({ status: 'failed', error: refused })
  tapes.put(asksForWeather)
  const { id } = await ask.begin(assistant)
  const view = await ask.viewWhen(id, ({ responders }) => byId(responders, CALL)?.status === 'failed')
  expect(byId(view.responders, CALL)?.failure).toEqual(refused)
})

it('refuses what could only fail later, and removes rules with their assistant', async () => {
  const { ask, assistant } = await startWith([sunny])
  const refused: readonly (readonly [rule: object, param: string])[] = [
    [{ kind: 'http', method: 'GET', url: 'http://169.254.169.254/latest' }, 'url'],
    [{ kind: 'http', method: 'GET', url: 'http://{{city}}.test/' }, 'url'],
    [{ kind: 'http', method: 'GET', url: 'https://user:pass@api.test/' }, 'url'],
    [{ kind: 'http', method: 'GET', url: 'file:///etc/passwd' }, 'url'],
    [{ kind: 'static', output: '', when: { path: 'a', matches: '(?=a)' } }, 'when.matches'],
    [{ kind: 'lookup', path: 'a[', entries: [] }, 'path'],
    [{ kind: 'static', output: '', id: 'x', extra: 1 }, 'extra'],
  ]
  for (const [rule, param] of refused) {
    const putting = ask.put(assistant, { functions: [{ function: 'get_weather', rules: [rule as RuleBody] }] })
    await expect(putting).rejects.toMatchObject({
      status: 400,
      body: { param: expect.stringContaining(param) },
    })
    const body = { functions: [{ function: 'get_weather', rules: [rule as RuleBody] }] }
    await expect(ask.page.own.post('/responder-checks', body)).rejects.toMatchObject({ status: 400 })
  }
  await ask.page.remove(`/assistants/${assistant}`)
  expect(await ask.page.own.get(`/assistants/${assistant}/responders`)).toMatchObject({ functions: [] })
})
