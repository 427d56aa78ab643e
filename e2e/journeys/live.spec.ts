import { at } from '../pages/paths'
import { ask, createAssistant, unique } from '../fixtures/seed'
import { expect, test } from '../fixtures/test'
import { reload, visit } from '../pages/visit'
import { createRunInspector } from '../pages/run-inspector'
import { createRunsPage } from '../pages/runs-page'
import { createThreadPage } from '../pages/thread-page'

test.use({ baseURL: ({ held }, use) => use(held.server.url) })

const call = { id: 'call_weather', name: 'get_weather', pieces: ['{"item"', ': "Hangzhou"}'] }

test('shows the same after a reload in the middle of a run, and goes on', async ({ held, inspector, page }) => {
  const run = await ask(held.client, { model: 'held', content: 'Count.', functions: ['get_weather'] })
  const first = await held.model.asked()
  first.call([call])
  first.end()
  await inspector.open(run)
  await inspector.outputs.write('get_weather', 'sunny')
  await inspector.outputs.sendButton(1).click()
  const answer = await held.model.asked()
  answer.write('one two ')

  await inspector.row('Message').click()
  await inspector.openTab('output')
  await expect(inspector.panel).toContainText('one two')
  const address = page.url()
  expect(address).toMatch(/\?step=step_\w+&tab=output$/)

  await reload(page)
  await expect(inspector.panel).toContainText('one two')
  await expect(inspector.row('Message')).toHaveAttribute('aria-selected', 'true')
  await inspector.expectStages('in_progress', 'requires_action', 'in_progress')
  expect(page.url()).toBe(address)

  answer.write('three')
  await expect(inspector.panel).toContainText('one two three')
  answer.end()
  await inspector.expectStatus('completed')
  await expect(inspector.rows).toHaveCount(3)
})

test('shows a half-written answer after a reload of the thread', async ({ held, page, thread }) => {
  const run = await ask(held.client, { model: 'held', content: 'Count.' })
  const answer = await held.model.asked()
  answer.write('one two ')
  await thread.open(run.thread_id)
  await expect(thread.answers).toHaveText(/^one two/)
  await reload(page)
  await expect(thread.answers).toHaveText(/^one two/)
  await thread.expectLatestRun('in_progress')
  const selected = () => page.evaluate(() => document.getSelection()?.toString())
  await thread.answers.getByText('one two').dblclick({ position: { x: 4, y: 8 } })
  expect(await selected()).toMatch(/^one/)
  answer.write('three')
  await expect(thread.answers).toHaveText(/^one two three/)
  expect(await selected(), 'what is selected stays while it is written').toMatch(/^one/)
  answer.end()
  await thread.expectLatestRun('completed')
  await expect(thread.answers).toHaveCount(1)
  expect(await selected()).toMatch(/^one/)
})

test('folds what the model thinks beside its answer, while it comes and when it is read again', async ({
  held,
  inspector,
  page,
  thread,
}) => {
  const run = await ask(held.client, { model: 'held', content: 'Hello.' })
  const answer = await held.model.asked()
  answer.think('They greet ')
  await thread.open(run.thread_id)
  await expect(thread.reasoning).toHaveText(/^Reasoning, [\d.]+ m?s$/)
  await thread.reasoning.press('Enter')
  await expect(thread.thoughts).toHaveText('They greet ')
  answer.think('me.')
  await expect(thread.thoughts).toHaveText('They greet me.')
  answer.write('Good day.')
  answer.end()
  await thread.expectLatestRun('completed')
  await expect(thread.answers).not.toContainText('They greet')

  await reload(page)
  await expect(thread.thoughts, 'folded').toBeHidden()
  await thread.reasoning.click()
  await expect(thread.thoughts).toHaveText('They greet me.')

  await inspector.open(run)
  await inspector.row('Message').click()
  await inspector.detail.locator('summary').click()
  await expect(inspector.detail).toContainText('They greet me.')
})

test('shows one run in two tabs', async ({ context, held, inspector, words }) => {
  const run = await ask(held.client, { model: 'held', content: 'hello world', functions: ['get_weather'] })
  const answer = await held.model.asked()
  const otherTab = await context.newPage()
  const other = createThreadPage(otherTab, words)
  await inspector.open(run)
  await other.open(run.thread_id)
  answer.call([call])
  answer.end()
  await expect(other.outputs.argumentsOf('get_weather')).toContainText('Hangzhou')
  await inspector.outputs.write('get_weather', 'sunny')
  await inspector.outputs.sendButton(1).click()
  await expect(other.outputs.card, 'answered in the other tab').toBeHidden()
  const last = await held.model.asked()
  last.write('It is sunny.')
  await expect(other.answers).toContainText(['It is sunny.'])
  await expect(inspector.row('Message')).toBeVisible()
  last.end()
  await other.expectLatestRun('completed')
  await inspector.expectStatus('completed')
})

test('shows a run of the SDK in lists, thread and inspector without a reload', async ({
  pageErrors,
  context,
  held,
  overview,
  page,
  threads,
  words,
}) => {
  pageErrors.expect(/404 \(Not Found\)/)
  const { client, model } = held
  const name = unique('Weather desk')
  const question = unique('Is it raining?')
  const runsTab = await context.newPage()
  const runs = createRunsPage(runsTab, words)
  await Promise.all([threads.open(), runs.open()])

  const assistant = await createAssistant(client, { model: 'held', name, functions: ['get_weather'] })
  const stream = client.beta.threads.createAndRunStream({
    assistant_id: assistant.id,
    thread: { messages: [{ role: 'user', content: question }] },
  })
  await expect(threads.row(question)).toContainText('in progress')
  await expect(runs.row(name)).toContainText('in progress')

  await runs.row(name).getByRole('link', { name }).click()
  const inspector = createRunInspector(runsTab, words)
  await threads.row(question).getByRole('link').click()
  const thread = createThreadPage(page, words)
  const first = await model.asked()
  first.call([call])
  first.end()
  await inspector.expectStatus('requires_action')
  await thread.expectLatestRun('requires_action')

  const run = await stream.finalRun()
  const outputs = [{ tool_call_id: call.id, output: 'heavy rain' }]
  const submission = { thread_id: run.thread_id, tool_outputs: outputs }
  const rest = client.beta.threads.runs.submitToolOutputsStream(run.id, submission)
  const second = await model.asked()
  second.write('Take an umbrella.')
  await expect(thread.answers).toContainText(['Take an umbrella.'])
  second.end()
  await rest.finalRun()
  await inspector.expectStatus('completed')
  await thread.expectLatestRun('completed')

  await overview.open()
  await expect(overview.recentThreads.filter({ hasText: question })).toContainText('completed')
  await client.beta.threads.delete(run.thread_id)
  await expect(overview.recentThreads.filter({ hasText: question })).toBeHidden()
  await visit(runsTab, at.run(run))
  await expect(runsTab.getByRole('main')).toContainText('Not found')
})
