import { at } from '../pages/paths'
import { ask, untilStatus } from '../fixtures/seed'
import { createClient, expect, test } from '../fixtures/test'
import { visit } from '../pages/visit'
import { createThreadPage } from '../pages/thread-page'

test('says that the server is gone, and recovers when it is back', async ({
  pageErrors,
  context,
  launch,
  page,
  shell,
  thread,
  words,
}) => {
  // What a browser says by itself about requests that nobody answers.
  pageErrors.expect(/net::ERR_|503 \(Service Unavailable\)/)
  const server = await launch({ env: { SCRIPTED_PACE_MS: '20' } })
  const client = createClient(server)
  const run = await ask(client, { model: 'scenario/parallel-tools', content: 'Go ahead.', functions: ['look_up'] })
  await untilStatus(client, run, 'requires_action')
  await visit(page, server.url + at.thread(run.thread_id))
  await thread.outputs.write('look_up 1/2', 'found')
  await expect(shell.offline).toBeHidden()

  const answeringTab = await context.newPage()
  const answering = createThreadPage(answeringTab, words)
  const answer = await ask(client, { model: 'scenario/long-answer', content: 'Go ahead.' })
  await visit(answeringTab, server.url + at.thread(answer.thread_id))
  await expect(answering.answers).toContainText(['This is sentence 1'])

  await test.step('the server goes', async () => {
    await server.kill('SIGKILL')
    await expect(shell.offline).toBeVisible()
    await expect(thread.outputs.outputOf('look_up 1/2'), 'what was typed is not lost').toHaveValue('found')
    await page.evaluate(() => Object.assign(window, { isSamePage: true }))
    await shell.goTo('runs')
  })

  await launch({ env: { PORT: new URL(server.url).port }, dataDir: server.dataDir })
  await test.step('a page goes on, and the run that waited can be answered', async () => {
    await expect(shell.offline).toBeHidden({ timeout: 20_000 })
    await expect(page.getByRole('heading', { level: 1 }), 'what was asked for opens').toHaveText(words('runs.title'))
    expect(await page.evaluate(() => 'isSamePage' in window), 'and nothing was left for it').toBe(true)
    await page.goBack()
    await thread.outputs.write('look_up 2/2', 'found too')
    await thread.outputs.sendButton(2).click()
    await thread.expectLatestRun('completed')
    await expect(thread.answers.last()).toContainText('found too')
  })

  await test.step('the answer that was being written is asked for again, and the half one shown as replaced', async () => {
    await answering.expectLatestRun('completed')
    await expect(answering.answers.first(), 'the whole answer').toContainText('This is sentence 1')
    const replaced = 'Replaced: the server stopped in the middle; the answer was asked for again'
    await answeringTab.getByText(replaced).click()
    const half = answeringTab.getByRole('article', { name: 'Replaced message by the assistant' })
    await expect(half, 'what was written is kept').toContainText('This is sentence 1')

    await answering.box.fill('Once more.')
    await expect(answering.sendButton).toBeEnabled()

    await answeringTab.getByRole('link', { name: `Inspect run ${answer.id}` }).click()
    await answeringTab.getByRole('row', { name: 'Message, replaced' }).click()
    await expect(answeringTab.getByText('The model was asked again; its new answer follows.')).toBeVisible()
  })
})
