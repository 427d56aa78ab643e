import type { Page } from '@playwright/test'
import type OpenAI from 'openai'
import { startServer, type RunningServer } from '@/lib/server/testing/start-server'
import { axeViolations } from '../fixtures/axe-violations'
import { sendWithoutAsking, startOtherServer, submitForm } from '../fixtures/other-port'
import { ask, untilStatus } from '../fixtures/seed'
import { createClient, expect, test } from '../fixtures/test'
import { at } from '../pages/paths'
import { createShell } from '../pages/shell'
import { visit } from '../pages/visit'

const ACCESS_TOKEN = 'a-token-for-this-test-only'
/** As code to copy sends it. */
const CURL_HEADER = 'Authorization: Bearer $ACCESS_TOKEN'

/** New when the first test begins. Names that the pages themselves might go by open nothing. */
let server: RunningServer
let client: OpenAI
test.beforeAll(async () => {
  server = await startServer({ pages: true, env: { ACCESS_TOKEN, ALLOWED_HOSTS: '127.0.0.1, localhost' } })
  client = createClient(server, ACCESS_TOKEN)
})
test.afterAll(async () => {
  await server.stop()
})

test('the login page and the pages of a new server are for everybody, say what to do, and lead a newcomer', async ({
  overview,
  pageErrors,
  page,
  shell,
  thread,
  words,
}) => {
  pageErrors.expect(/401 \(Unauthorized\)/)
  await page.goto(server.url)
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    expect.soft(await axeViolations(page), `login, ${colorScheme}`).toEqual([])
  }
  await page.emulateMedia({ colorScheme: 'light' })
  await enterToken(page)
  await expect(shell.navigation).toBeVisible()
  for (const path of [at.assistants, at.threads, at.runs, at.overview]) {
    await visit(page, server.url + path)
    await expect(page.getByRole('heading', { level: 1 })).not.toBeEmpty()
    expect.soft(await axeViolations(page), path).toEqual([])
    if (path === at.assistants) await expect(page.getByRole('main'), 'code to copy').toContainText(CURL_HEADER)
  }

  await test.step('a tour leads a newcomer through the first minute, and goes on where it was left', async () => {
    await page.getByRole('button', { name: words('overview.welcome.tour') }).click()
    const tour = page.getByRole('complementary', { name: words('tour.title') })
    await expect(tour).toContainText(words('tour.steps.template.title'))
    await overview.startTemplate('emperor')
    await expect(tour).toContainText(words('tour.steps.send.title'))
    await tour.getByRole('button', { name: words('tour.leave') }).click()
    await expect(tour).toHaveCount(0)
    await thread.box.press('Enter')
    await thread.expectLatestRun('completed')
    await page.keyboard.press('ControlOrMeta+k')
    await page.getByRole('combobox').fill(words('palette.tour'))
    await page.keyboard.press('Enter')
    await expect(tour).toContainText(words('tour.steps.run.title'))
    await tour.getByRole('button', { name: words('tour.next') }).click()
    await thread.inspectLatest()
    await expect(tour).toContainText(words('tour.steps.timeline.title'))
  })
})

test('asks for the access token once, and every tab for it again after a sign-out', async ({
  pageErrors,
  browser,
  context,
  inspector,
  overview,
  page,
  request,
  shell,
  thread,
  words,
}) => {
  // What a browser says by itself when its streams are ended and asked for again, and of parts that come late.
  pageErrors.expect(/401 \(Unauthorized\)|net::ERR_|Refused to execute script/)
  const field = page.getByLabel('Access token or API key', { exact: true })

  await test.step('a wrong token is refused, the right one leads to what was asked for', async () => {
    await page.goto(`${server.url}/embedded/assistants`)
    const proceed = page.getByRole('button', { name: 'Continue' })
    await field.fill('not-the-token-at-all')
    await proceed.click()
    await expect(page.getByRole('alert')).toHaveText('That is neither the access token nor a key that is valid.')
    await field.fill(ACCESS_TOKEN)
    await proceed.click()
    await expect(page).toHaveURL(/assistants$/)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(words('assistants.title'))
    const [cookie] = (await context.cookies()).filter(({ httpOnly }) => httpOnly)
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict' })
    expect(cookie?.value, 'the token itself stays out of the browser').not.toContain(ACCESS_TOKEN)
  })

  await test.step('code to copy sends the token', async () => {
    await shell.goTo('overview')
    await overview.startTemplate('emperor')
    await expect(thread.box).not.toHaveValue('')
    await thread.box.press('Enter')
    await thread.expectLatestRun('completed')
    await thread.inspectLatest()
    await inspector.openTab('code')
    await expect(inspector.panel).toContainText(CURL_HEADER)
  })

  await test.step('a key that is made on a page does what it may, in its project, until it is revoked', async () => {
    await page.goto(`${server.url}/keys`)
    await page.getByRole('button', { name: words('people.projects.add') }).click()
    await page.getByRole('dialog').getByLabel(words('people.projects.name')).fill('Marketing')
    await page.getByRole('button', { name: words('people.projects.make') }).click()
    await page.getByRole('link', { name: words('people.projects.open'), exact: true }).click()
    await expect(page).toHaveURL(`${server.url}/embedded~marketing`)
    await page.goto(`${server.url}/keys`)
    await page.getByRole('button', { name: words('people.keys.add') }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel(words('people.keys.name')).fill('Nightly')
    await dialog.getByRole('button', { name: words('people.keys.make') }).click()
    const secret = await dialog.getByText(/^playground_key_/).innerText()
    const program = createClient(server, secret)
    const { id } = await program.beta.threads.create()
    await expect(program.beta.assistants.create({ model: 'scripted' })).rejects.toMatchObject({ status: 403 })
    await expect(client.beta.threads.retrieve(id)).rejects.toMatchObject({ status: 404 })
    await dialog.getByRole('button', { name: words('people.keys.created.close') }).click()
    await page.goto(`${server.url}/embedded~marketing/threads/${id}`)
    await expect(thread.box).toBeVisible()

    await page.goto(`${server.url}/keys`)
    await page.getByRole('button', { name: words('people.keys.revoke_named', { name: 'Nightly' }) }).click()
    await dialog.getByRole('button', { name: words('people.keys.revoke_dialog.action') }).click()
    await expect(page.getByText(words('people.keys.empty.title'))).toBeVisible()
    await expect(program.models.list()).rejects.toMatchObject({ status: 401 })
  })

  await test.step('who may only look is offered nothing else, and told why', async () => {
    const headers = { authorization: `Bearer ${ACCESS_TOKEN}`, 'openai-project': 'marketing' }
    const data = { name: 'Looks', scopes: ['read'] }
    const { secret } = (await (
      await request.post(`${server.url}/api/settings/keys`, { headers, data })
    ).json()) as Secret
    const other = await browser.newContext()
    const reader = await other.newPage()
    await reader.goto(`${server.url}/embedded~marketing/threads`)
    await enterToken(reader, secret)
    await expect(reader.getByRole('link', { name: words('people.access.read.name') })).toBeVisible()
    const offersNothing = async (place: string) => {
      await expect(reader).toHaveURL(server.url + place)
      await expect(reader.getByRole('heading', { level: 1 })).toBeVisible()
      await expect(reader.getByRole('main').getByRole('button', { name: doing })).toHaveCount(0)
      await expect(reader.getByRole('main').getByRole('link', { name: /^(New|Add)/ })).toHaveCount(0)
    }
    await offersNothing('/embedded~marketing/threads')
    for (const [name, place] of [
      ['overview', ''],
      ['files', '/files'],
      ['vector-stores', '/vector-stores'],
    ] as const) {
      await createShell(reader, words).goTo(name)
      await offersNothing(`/embedded~marketing${place}`)
    }
    for (const place of ['/embedded~marketing/assistants/new', '/connections', '/models/new', '/mcp', '/transfer']) {
      await reader.goto(server.url + place)
      await offersNothing(place)
    }
    await other.close()
  })

  await test.step('signed out it is asked for again; SDKs give it with each request', async () => {
    await shell.signOut()
    await expect(field).toBeVisible()
    await page.goto(`${server.url}/embedded/assistants`)
    await expect(field, 'and stays so').toBeVisible()
    await expect(createClient(server).models.list()).rejects.toMatchObject({ status: 401 })
    await expect(client.models.list()).resolves.toMatchObject({ object: 'list' })
  })

  await test.step('other tabs are told that they are signed out, and go on after the next sign-in', async () => {
    const run = await ask(client, { model: 'scenario/parallel-tools', content: 'Go ahead.', functions: ['look_up'] })
    await untilStatus(client, run, 'requires_action')
    await enterToken(page)
    await visit(page, server.url + at.thread(run.thread_id))
    await thread.outputs.write('look_up 1/2', 'found')

    const other = await context.newPage()
    await other.goto(server.url + at.threads)
    await createShell(other, words).signOut()
    await expect(shell.signedOut).toBeVisible()
    await expect(shell.offline).toBeHidden()

    const login = context.waitForEvent('page')
    await page.getByRole('link', { name: words('shell.sign_in') }).click()
    await enterToken(await login)
    await expect(shell.signedOut).toBeHidden({ timeout: 20_000 })
    await expect(thread.outputs.outputOf('look_up 1/2'), 'what was typed is not lost').toHaveValue('found')
    await thread.outputs.write('look_up 2/2', 'found too')
    await thread.outputs.sendButton(2).click()
    await thread.expectLatestRun('completed')
  })
})

// Cookies and SameSite ignore ports: what keeps another server of this machine out is the origin.
test('a page of another port writes nothing while its user is signed in', async ({ pageErrors, page }) => {
  // Each refusal is written on the console of the page that tried.
  pageErrors.expect(/^Failed to load resource/)
  const other = await startOtherServer()
  const assistant = await client.beta.assistants.create({ model: 'scripted' })
  await page.goto(`${server.url}/embedded/assistants`)
  await enterToken(page)
  await expect(page).toHaveURL(/embedded\/assistants$/)
  await expect(page.getByRole('heading', { level: 1, name: 'Assistants' })).toBeVisible()

  const headers = { authorization: `Bearer ${ACCESS_TOKEN}` }
  const connections = async () =>
    ((await (await fetch(`${server.url}/api/connections`, { headers })).json()) as { data: unknown[] }).data
  const threads = async () => (await client.get<{ data: unknown[] }>('/threads')).data.length
  const before = await threads()
  await page.goto(other.url)
  const run = { assistant_id: assistant.id, thread: { messages: [{ role: 'user', content: 'Hello.' }] } }
  await sendWithoutAsking(page, server.url, [
    ...['/v1', '/c/embedded/v1', '/api/c/embedded/v1', '/openai', '/openai/v1', '/api/projects/any', '/v2'].map(
      (prefix) => ({ path: `${prefix}/threads`, body: {} }),
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

  expect(await threads()).toBe(before)
  expect(await connections()).toHaveLength(1)
  expect(await client.beta.assistants.retrieve(assistant.id)).toEqual(assistant)

  await page.goto(`${server.url}/embedded/assistants`)
  const status = await page.evaluate(async () => {
    const headers = { 'content-type': 'application/json' }
    return (await fetch('/c/embedded/v1/threads', { method: 'POST', headers, body: '{}' })).status
  })
  expect(status, 'our own pages may, and their user is still signed in').toBe(200)
  expect(await threads()).toBe(before + 1)
  await other.close()
})

interface Secret {
  readonly secret: string
}

/** What buttons begin with that change something. */
const doing = /^(New|Upload|Add|Delete|Save|Rename|Start|Send|Create|Edit|Test|Revoke)/

async function enterToken(page: Page, token = ACCESS_TOKEN) {
  await page.getByLabel('Access token or API key', { exact: true }).fill(token)
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
}
