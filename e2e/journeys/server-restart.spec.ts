import { at } from '../fixtures/paths'
import { ask, untilStatus } from '../fixtures/seed'
import { createClient, expect, test } from '../fixtures/test'
import { visit } from '../fixtures/visit'

test('says that the server is gone, and recovers when it is back', async ({
  complaints,
  launch,
  page,
  shell,
  thread,
  words,
}) => {
  // What a browser says by itself about requests that nobody answers.
  complaints.expect(/net::ERR_|503 \(Service Unavailable\)/)
  const server = await launch()
  const client = createClient(server)
  const run = await ask(client, { model: 'scenario/parallel-tools', content: 'Go ahead.', functions: ['look_up'] })
  await untilStatus(client, run, 'requires_action')
  await visit(page, server.url + at.thread(run.thread_id))
  await thread.outputs.write('look_up 1/2', 'found')
  await expect(shell.offline).toBeHidden()

  await server.kill('SIGKILL')
  await expect(shell.offline).toBeVisible()
  await expect(thread.outputs.outputOf('look_up 1/2'), 'what was typed is not lost').toHaveValue('found')
  await page.evaluate(() => Object.assign(window, { isSamePage: true }))
  await shell.goTo('runs')

  await launch({ env: { PORT: new URL(server.url).port }, dataDir: server.dataDir })
  await expect(shell.offline).toBeHidden({ timeout: 20_000 })
  await expect(page.getByRole('heading', { level: 1 }), 'what was asked for opens').toHaveText(words('runs.title'))
  expect(await page.evaluate(() => 'isSamePage' in window), 'and nothing was left for it').toBe(true)
  await page.goBack()
  await thread.outputs.write('look_up 2/2', 'found too')
  await thread.outputs.sendButton(2).click()
  await thread.expectLatestRun('completed')
  await expect(thread.answers.last()).toContainText('found too')
})

test('asks again for the answer that the server was writing when it went, and shows the half one as replaced', async ({
  complaints,
  launch,
  page,
  thread,
}) => {
  complaints.expect(/net::ERR_|503 \(Service Unavailable\)/)
  const server = await launch({ env: { SCRIPTED_PACE_MS: '20' } })
  const run = await ask(createClient(server), { model: 'scenario/long-answer', content: 'Go ahead.' })
  await visit(page, server.url + at.thread(run.thread_id))
  await expect(thread.answers).toContainText(['This is sentence 1'])
  await server.kill('SIGKILL')
  await launch({ env: { PORT: new URL(server.url).port }, dataDir: server.dataDir })
  await thread.expectLatestRun('completed')
  await expect(thread.answers.first(), 'the whole answer').toContainText('This is sentence 1')
  await page.getByText('Replaced: the server stopped in the middle; the answer was asked for again').click()
  const half = page.getByRole('article', { name: 'Replaced message by the assistant' })
  await expect(half, 'what was written is kept').toContainText('This is sentence 1')

  await thread.box.fill('Once more.')
  await expect(thread.sendButton).toBeEnabled()

  await page.getByRole('link', { name: `Inspect run ${run.id}` }).click()
  const row = page.getByRole('row', { name: 'Message, replaced' })
  await row.click()
  await expect(page.getByText('The model was asked again; its new answer follows.')).toBeVisible()
})
