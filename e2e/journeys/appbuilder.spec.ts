// The pages on a connection to AppBuilder's wire, which another playground serves.
import { ORDER_FUNCTION } from '../fixtures/order-calculator'
import { startRelay } from '../fixtures/relay'
import { expect, test } from '../fixtures/test'
import { visit } from '../pages/visit'

test('goes through a function call on AppBuilder’s wire, and says what it lacks, and that a key is not taken', async ({
  client,
  inspector,
  launch,
  overview,
  page,
  pageErrors,
  server,
  shell,
  thread,
  words,
}) => {
  const account = await startRelay(server.url, 'another-key')
  const own = await launch({ env: { APPBUILDER_TOKEN: 'any-key', APPBUILDER_GATEWAY: account.url } })
  await test.step('says that the key is not taken, and what to do', async () => {
    pageErrors.expect(/502/)
    await visit(page, `${own.url}/appbuilder/assistants`)
    await expect(page.getByRole('heading', { name: words('errors.account_refused.title') })).toBeVisible()
    await expect(page.getByRole('status').filter({ hasText: 'APPBUILDER_TOKEN' })).toBeVisible()
    await expect(page.getByText(words('shell.account.badge.refused'), { exact: true })).toBeVisible()
    account.changeKey('any-key')
  })

  await overview.withoutRules()
  await visit(page, `${own.url}/appbuilder`)
  await overview.startTemplate('orders')
  await expect(thread.box).toHaveValue(words('templates.orders.draft'))
  await thread.box.press('Enter')
  await thread.expectLatestRun('requires_action')
  await thread.outputs.write(ORDER_FUNCTION, '{"total": 4321.5}')
  await thread.outputs.sendButton(1).click()
  await thread.expectLatestRun('completed')
  await expect(thread.answers.last()).toContainText('4321.5')
  const remove = page.getByRole('button', { name: 'Delete message' }).first()
  await expect(remove, 'AppBuilder deletes no messages').toHaveAttribute('aria-disabled', 'true')
  await expect(remove).toHaveAttribute('title', `Delete message: ${words('thread.no_delete')}`)

  // Somebody else goes on with the thread, at the account itself.
  const threadId = new URL(page.url()).pathname.split('/').at(-1) ?? ''
  await client.beta.threads.messages.create(threadId, { role: 'user', content: 'Said elsewhere' })
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
  await expect(thread.questions.last()).toContainText('Said elsewhere')

  await thread.inspectLatest()
  await inspector.expectStages('queued', 'in_progress', 'requires_action', 'queued', 'in_progress', 'completed')
  await inspector.openTab('code')
  await inspector.panel.getByRole('button', { name: 'appbuilder-sdk' }).click()
  await expect(inspector.panel).toContainText(`os.environ["GATEWAY_URL"] = "${own.url}/c/appbuilder"`)

  // And begins a run there: what it did before it was seen here is unknown, and drawn as that.
  const [{ assistant_id } = { assistant_id: '' }] = (await client.beta.threads.runs.list(threadId)).data
  await client.beta.threads.runs.create(threadId, { assistant_id, model: 'scenario/parallel-tools' })
  await visit(page, `${own.url}/appbuilder/threads/${threadId}`)
  await thread.expectLatestRun('requires_action')
  await thread.inspectLatest()
  await expect(inspector.lane).toHaveAccessibleName(
    new RegExp(`${words('inspector.unwatched')}.*${words('status.requires_action')}`),
  )
  await expect(page.getByText(words('findings.watched_since.title', { clock: '' }).split(';')[0] ?? '')).toBeVisible()

  await test.step('says what the connection lacks, and leads to the other', async () => {
    await shell.goTo('threads')
    await expect(page.getByText('server has no list of all threads')).toBeVisible()
    await page.getByRole('button', { name: 'AppBuilder at' }).click()
    await expect(page.getByText('Tokens are not counted.')).toBeVisible()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Connection', exact: true }).click()
    await page.getByRole('menuitemradio', { name: 'Built-in backend' }).click()
    await expect(page, 'the same place of the other connection').toHaveURL(`${own.url}/embedded/threads`)
  })
  await account.close()
})
