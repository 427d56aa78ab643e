import { ORDER_FUNCTION } from '../fixtures/order-calculator'
import { createAssistant } from '../fixtures/seed'
import { expect, test } from '../fixtures/test'

test('goes from a template through a function call to the answer', async ({
  inspector,
  overview,
  page,
  thread,
  words,
}) => {
  const order = words('templates.orders.draft')
  await overview.withoutRules()
  await overview.open()
  await overview.startTemplate('orders')
  await expect(thread.box).toHaveValue(order)
  await expect(thread.assistant).toContainText(words('templates.orders.name'))
  await thread.box.press('Enter')

  await thread.expectLatestRun('requires_action')
  await expect(thread.questions).toContainText([order])
  await expect(thread.box).toHaveValue('')
  await expect(thread.sendButton).toBeDisabled()
  await expect(thread.composer, 'the composer says why it waits').toContainText('waits for the outputs')
  await expect(thread.outputs.argumentsOf(ORDER_FUNCTION)).toContainText('"item_type"')

  await test.step('the inspector grows while the run waits', async () => {
    await thread.inspectLatest()
    await inspector.expectStatus('requires_action')
    const call = inspector.row(ORDER_FUNCTION)
    await expect(call).toBeVisible()
    const before = await call.textContent()
    await expect(call).not.toHaveText(before ?? '')
    await page.goBack()
  })

  await thread.outputs.useExample()
  await expect(thread.outputs.sendButton(1), 'the button that filled it in is gone').toBeFocused()
  await thread.outputs.card.getByLabel('total', { exact: true }).fill('4321.5')
  await thread.outputs.sendButton(1).click()
  await thread.expectLatestRun('completed')
  await expect(thread.answers.last(), 'an answer that one can show').toContainText('4321.5')
  await expect(thread.answers.last()).toContainText('CNY')
  await expect(thread.outputs.card).toBeHidden()

  await test.step('the inspector tells all of it', async () => {
    await thread.inspectLatest()
    await inspector.expectStages('queued', 'in_progress', 'requires_action', 'in_progress', 'completed')
    await expect(inspector.rows).toHaveCount(3)
    await inspector.row(ORDER_FUNCTION).click()
    await expect(page).toHaveURL(/step=call_/)
    await inspector.openTab('input')
    await expect(inspector.panel).toContainText('item_type')
    await inspector.openTab('output')
    await expect(inspector.panel).toContainText('4321.5')
    await inspector.openTab('raw')
    await expect(inspector.panel).toContainText(`"name": "${ORDER_FUNCTION}"`)
    await inspector.openLog()
    await expect(inspector.log.getByRole('option', { name: 'thread.run.requires_action' })).toBeVisible()
  })
})

test('answers several calls at once, on the inspector', async ({ client, inspector, overview, page, thread }) => {
  await overview.open()
  await overview.startScenario('parallel-tools')
  await expect(thread.box).not.toHaveValue('')
  await thread.box.press('Enter')
  await thread.expectLatestRun('requires_action')
  await thread.inspectLatest()
  await inspector.outputs.write('get_weather 1/2', '{"weather": "light rain"}')
  await inspector.outputs.missingButton(1, 2).click()
  const second = inspector.outputs.callOf('get_local_time 2/2')
  await expect(second.getByLabel('city', { exact: true }), 'the button leads to what is missing').toBeFocused()
  await inspector.outputs.useExample()
  await expect(second.getByLabel('local_time', { exact: true })).toHaveValue('08:15')
  await expect(second.getByLabel('city', { exact: true }), 'of the city that was asked about').toHaveValue('Hangzhou')
  await inspector.outputs.write('get_local_time 2/2', '08:15')
  const submitted = page.waitForRequest(/submit_tool_outputs$/)
  await inspector.outputs.sendButton(2).click()
  const { tool_outputs: sent } = (await submitted).postDataJSON() as { tool_outputs: { output: string }[] }
  expect(sent.map(({ output }) => output)).toEqual(['{"weather": "light rain"}', '08:15'])
  await inspector.expectStatus('completed')

  const [, , , thread_id, , runId] = new URL(page.url()).pathname.split('/')
  const steps = await client.beta.threads.runs.steps.list(runId!, { thread_id: thread_id!, order: 'asc' })
  expect(steps.data.map(({ type }) => type)).toEqual(['tool_calls', 'message_creation'])
})

test('stops again when the model calls again', async ({ client, inspector, thread }) => {
  const functions = ['look_up', 'reserve']
  const { id } = await createAssistant(client, { model: 'scenario/two-rounds', functions })
  const { id: threadId } = await client.beta.threads.create()
  await thread.open(threadId, { assistant: id })
  await thread.say('Go ahead.')
  for (const name of functions) {
    await expect(thread.outputs.outputOf(name)).toHaveValue('')
    await thread.outputs.write(name, `${name} done`)
    await thread.outputs.sendButton(1).click()
  }
  await thread.expectLatestRun('completed')
  await thread.inspectLatest()
  await inspector.expectStages('requires_action', 'requires_action', 'completed')
  await expect(inspector.rows).toHaveCount(5)
})
