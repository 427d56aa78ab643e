// Cookies and SameSite ignore ports: what keeps another server of this machine out is the origin.
import { type OtherServer, sendWithoutAsking, startOtherServer, submitForm } from '../fixtures/other-port'
import { createClient, expect, test } from '../fixtures/test'

const ACCESS_TOKEN = 'a-token-for-this-test-only'

let other: OtherServer
test.beforeAll(async () => {
  other = await startOtherServer()
})
test.afterAll(() => other.close())

test('a page of another port writes nothing while its user is signed in', async ({ pageErrors, launch, page }) => {
  // Each refusal is written on the console of the page that tried.
  pageErrors.expect(/^Failed to load resource/)
  // Names that the pages themselves might go by open nothing.
  const ALLOWED_HOSTS = '127.0.0.1, localhost'
  const server = await launch({ env: { ALLOWED_HOSTS, ACCESS_TOKEN } })
  const client = createClient(server, ACCESS_TOKEN)
  const assistant = await client.beta.assistants.create({ model: 'scripted' })
  await page.goto(`${server.url}/embedded/assistants`)
  await page.getByLabel('Access token or API key', { exact: true }).fill(ACCESS_TOKEN)
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(page).toHaveURL(/embedded\/assistants$/)
  await expect(page.getByRole('heading', { level: 1, name: 'Assistants' })).toBeVisible()

  await page.goto(other.url)
  const run = { assistant_id: assistant.id, thread: { messages: [{ role: 'user', content: 'Hello.' }] } }
  await sendWithoutAsking(page, server.url, [
    ...['/v1', '/c/embedded/v1', '/api/c/embedded/v1', '/openai', '/openai/v1', '/api/projects/any', '/v2'].map(
      (at) => ({ path: `${at}/threads`, body: {} }),
    ),
    { path: '/api/settings/connections', body: { kind: 'openai', name: 'Theirs', url: other.url, key: 'k' } },
    { path: '/api/connections/embedded/labels', body: { kind: 'thread', ids: ['thread_1'], add: ['theirs'] } },
    { path: '/api/transfers', body: {} },
    { path: '/v1/threads/runs', body: run },
    { path: '/v2/threads/runs', body: run },
    { path: '/v2/assistants/delete', body: { assistant_id: assistant.id } },
    { path: '/c/embedded/v2/assistants/delete', body: { assistant_id: assistant.id } },
    { path: '/logout', body: {} },
  ])
  await submitForm(page, `${server.url}/v1/threads`, { start: '{"metadata":{"x":"', end: '"}}' })

  const headers = { authorization: `Bearer ${ACCESS_TOKEN}` }
  const connections = async () =>
    ((await (await fetch(`${server.url}/api/connections`, { headers })).json()) as { data: unknown[] }).data
  const threads = async () => (await client.get<{ data: unknown[] }>('/threads')).data.length
  expect(await threads()).toBe(0)
  expect(await connections()).toHaveLength(1)
  expect(await client.beta.assistants.retrieve(assistant.id)).toEqual(assistant)

  await page.goto(`${server.url}/embedded/assistants`)
  const status = await page.evaluate(async () => {
    const headers = { 'content-type': 'application/json' }
    return (await fetch('/c/embedded/v1/threads', { method: 'POST', headers, body: '{}' })).status
  })
  expect(status, 'our own pages may, and their user is still signed in').toBe(200)
  expect(await threads()).toBe(1)
})
