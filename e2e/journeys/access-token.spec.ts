import type { Page } from '@playwright/test'
import { at } from '../pages/paths'
import { ask, untilStatus } from '../fixtures/seed'
import { createClient, expect, test } from '../fixtures/test'
import { visit } from '../pages/visit'
import { createShell } from '../pages/shell'

const ACCESS_TOKEN = 'a-token-for-this-test-only'

test('asks for the access token once, and every tab for it again after a sign-out', async ({
  pageErrors,
  browser,
  context,
  inspector,
  launch,
  overview,
  page,
  request,
  shell,
  thread,
  words,
}) => {
  // What a browser says by itself when its streams are ended and asked for again, and of parts that come late.
  pageErrors.expect(/401 \(Unauthorized\)|net::ERR_|Refused to execute script/)
  const server = await launch({ env: { ACCESS_TOKEN } })
  const client = createClient(server, ACCESS_TOKEN)
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
    const curl = 'Authorization: Bearer $ACCESS_TOKEN'
    await expect(page.getByRole('main')).toContainText(curl)
    await shell.goTo('overview')
    await overview.startTemplate('emperor')
    await expect(thread.box).not.toHaveValue('')
    await thread.box.press('Enter')
    await thread.expectLatestRun('completed')
    await thread.inspectLatest()
    await inspector.openTab('code')
    await expect(inspector.panel).toContainText(curl)
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
    for (const place of ['/embedded~marketing', ...ofMarketing, '/connections', '/models/new', '/mcp', '/transfer']) {
      await reader.goto(server.url + place)
      await expect(reader.getByRole('heading', { level: 1 })).toBeVisible()
      await expect(reader.getByRole('main').getByRole('button', { name: doing })).toHaveCount(0)
      await expect(reader.getByRole('main').getByRole('link', { name: /^(New|Add)/ })).toHaveCount(0)
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

interface Secret {
  readonly secret: string
}

/** What buttons begin with that change something. */
const doing = /^(New|Upload|Add|Delete|Save|Rename|Start|Send|Create|Edit|Test|Revoke)/
const ofMarketing = ['assistants/new', 'threads', 'files', 'vector-stores'].map((each) => `/embedded~marketing/${each}`)

async function enterToken(page: Page, token = ACCESS_TOKEN) {
  await page.getByLabel('Access token or API key', { exact: true }).fill(token)
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
}
