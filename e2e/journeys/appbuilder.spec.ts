// The pages on a connection to AppBuilder's wire, which another playground serves.
import { ORDER_FUNCTION } from '../fixtures/order-calculator'
import { expect, test } from '../fixtures/test'
import { visit } from '../fixtures/visit'

test('goes through a function call on AppBuilder’s wire', async ({
  inspector,
  launch,
  overview,
  page,
  server,
  thread,
  words,
}) => {
  const own = await launch({ env: { APPBUILDER_TOKEN: 'any-key', APPBUILDER_GATEWAY: server.url } })
  await visit(page, `${own.url}/appbuilder`)
  await overview.startTemplate('orders')
  await expect(thread.box).toHaveValue(words('templates.orders.draft'))
  await thread.box.press('Enter')
  await thread.expectLatestRun('requires_action')
  await thread.outputs.write(ORDER_FUNCTION, '{"total": 4321.5}')
  await thread.outputs.sendButton(1).click()
  await thread.expectLatestRun('completed')
  await expect(thread.answers.last()).toContainText('4321.5')
  await expect(page.getByRole('button', { name: 'Delete message' }), 'AppBuilder deletes no messages').toHaveCount(0)

  await thread.inspectLatest()
  await inspector.expectStages('queued', 'in_progress', 'requires_action', 'queued', 'in_progress', 'completed')
  await inspector.openTab('code')
  await inspector.panel.getByRole('button', { name: 'appbuilder-sdk' }).click()
  await expect(inspector.panel).toContainText(`os.environ["GATEWAY_URL"] = "${own.url}/c/appbuilder"`)
})

test('says what the connection lacks, and leads to the other', async ({ launch, page, server }) => {
  const own = await launch({ env: { APPBUILDER_TOKEN: 'any-key', APPBUILDER_GATEWAY: server.url } })
  await visit(page, `${own.url}/appbuilder/threads`)
  await expect(page.getByText('This connection does not list threads')).toBeVisible()
  await page.getByRole('button', { name: 'AppBuilder at' }).click()
  await expect(page.getByText('Tokens are not counted.')).toBeVisible()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Connection', exact: true }).click()
  await page.getByRole('menuitemradio', { name: 'Built-in backend' }).click()
  await expect(page, 'the same place of the other connection').toHaveURL(`${own.url}/embedded/threads`)
})
