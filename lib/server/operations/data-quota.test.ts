import { expect, test } from 'vitest'
import { createDataQuota } from './data-quota'

const LIMIT = 1_000_000

function start(isShared: boolean) {
  const state = { now: 0, stored: 500_000, measured: 0 }
  const quota = createDataQuota({
    ...{ folders: [], limit: LIMIT, isShared, now: () => state.now },
    async databaseBytes() {
      state.measured += 1
      return state.stored
    },
    report: (_message, error) => {
      throw error
    },
  })
  const request = (bytes: number) =>
    new Request('http://test/v1/files', {
      method: 'POST',
      body: 'x'.repeat(bytes),
      headers: { 'content-length': `${bytes}` },
    })
  const upload = (bytes: number, work: () => Promise<Response> = async () => Response.json({})) =>
    quota
      .before(work)(request(bytes))
      .then(({ status }) => status)
  return { state, quota, request, upload }
}

test('what is coming counts until it is measured with the rest, and longer than that while it is coming', async () => {
  const { state, upload } = start(false)
  let finish: (response: Response) => void = () => undefined
  const long = upload(400_000, () => new Promise((resolve) => (finish = resolve)))
  expect([await upload(200_000), await upload(50_000)]).toEqual([507, 200])
  state.now += 60_000
  state.stored = 550_000
  expect([await upload(200_000), await upload(20_000), state.measured]).toEqual([507, 200, 2])
  finish(Response.json({}))
  expect(await long).toBe(200)
  expect(await upload(200_000)).toBe(507)
  state.now += 60_000
  expect([await upload(200_000), state.measured]).toEqual([200, 3])
})

test('where others write there, too, it is measured again soon when it comes close, or much has come', async () => {
  const { state, upload } = start(true)
  expect([await upload(10_000), await upload(10_000)]).toEqual([200, 200])
  state.now += 2_000
  expect([await upload(10_000), state.measured]).toEqual([200, 1])
  state.stored = 990_000
  expect([await upload(40_000), await upload(40_000), state.measured]).toEqual([507, 507, 2])
})

test('what is refused is read, so that a connection that is closed behind the answer does not lose it', async () => {
  const { quota, request } = start(false)
  const refused = request(LIMIT)
  const answer = await quota.before(async () => Response.json({}))(refused)
  expect([answer.status, answer.headers.get('x-should-retry'), refused.bodyUsed]).toEqual([507, 'false', true])
})
