import { createClient, expect, test } from '../fixtures/test'

const ACCESS_TOKEN = 'a-token-for-this-test-only'

test('asks for the access token once', async ({
  complaints,
  context,
  inspector,
  launch,
  overview,
  page,
  shell,
  thread,
  words,
}) => {
  complaints.expect(/401 \(Unauthorized\)/)
  const server = await launch({ env: { ACCESS_TOKEN } })
  await page.goto(`${server.url}/embedded/assistants`)
  const field = page.getByLabel('Access token', { exact: true })
  const proceed = page.getByRole('button', { name: 'Continue' })
  await field.fill('not-the-token-at-all')
  await proceed.click()
  await expect(page.getByRole('alert')).toHaveText('That is not the access token.')
  await field.fill(ACCESS_TOKEN)
  await proceed.click()
  await expect(page, 'it leads to what was asked for').toHaveURL(/assistants$/)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(words('assistants.title'))

  const curl = 'Authorization: Bearer $ACCESS_TOKEN'
  await expect(page.getByRole('main'), 'code to copy sends the token').toContainText(curl)

  const [cookie] = (await context.cookies()).filter(({ httpOnly }) => httpOnly)
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict' })
  expect(cookie?.value, 'the token itself stays out of the browser').not.toContain(ACCESS_TOKEN)

  await shell.goTo('overview')
  await overview.startTemplate('emperor')
  await expect(thread.box).not.toHaveValue('')
  await thread.box.press('Enter')
  await thread.expectLatestRun('completed')

  await thread.inspectLatest()
  await inspector.openTab('code')
  await expect(inspector.panel).toContainText(curl)

  await shell.signOut()
  await expect(field, 'signed out').toBeVisible()
  await page.goto(`${server.url}/embedded/assistants`)
  await expect(field, 'and stays so').toBeVisible()

  await expect(createClient(server).models.list()).rejects.toMatchObject({ status: 401 })
  await expect(createClient(server, ACCESS_TOKEN).models.list()).resolves.toMatchObject({ object: 'list' })
})
