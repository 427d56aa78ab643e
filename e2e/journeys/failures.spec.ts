import { at } from '../fixtures/paths'
import { ask, createAssistant, untilStatus } from '../fixtures/seed'
import { createClient, expect, test } from '../fixtures/test'
import { reload, visit } from '../fixtures/visit'

const endings = [
  {
    model: 'scenario/rate-limited',
    status: 'failed',
    title: 'The model’s server refused: too many requests, or no credit left.',
    said: 'refuses every request',
    next: 'Wait as long as it asks for',
  },
  {
    model: 'scenario/server-error',
    status: 'failed',
    title: 'The model or its server failed.',
    said: 'fails in the middle of its answer',
    next: 'Start another run.',
  },
  {
    model: 'scenario/max-tokens',
    status: 'incomplete',
    title: 'Stopped at the limit of tokens to write.',
    said: 'Raise max_completion_tokens',
    next: 'What was written is kept.',
  },
] as const

for (const { model, status, title, said, next } of endings) {
  test(`tells in words how ${model} ended`, async ({ client, inspector, page, runs, thread }) => {
    const { id, name } = await createAssistant(client, { model })
    const { id: threadId } = await client.beta.threads.create()
    await thread.open(threadId, { assistant: id })
    await thread.say('Go ahead.')
    await thread.expectLatestRun(status)
    const words = page.getByRole('main')
    for (const text of [title, said, next]) await expect(words).toContainText(text)

    await thread.inspectLatest()
    await inspector.expectStatus(status)
    for (const text of [title, said, next]) await expect(words).toContainText(text)
    await expect(words.getByText(said), 'told once').toHaveCount(1)
    await reload(page)
    await expect(page, 'its tab can be told from others').toHaveTitle(
      `Run of ${name} · ${status} · Assistants Playground`,
    )

    await runs.open()
    await expect(runs.row(name!)).toContainText(status)
  })
}

for (const { what, list, path } of [
  { what: 'a thread', list: 'Threads', path: at.thread('thread_none') },
  { what: 'a run', list: 'Runs', path: at.run({ id: 'run_none', thread_id: 'thread_none' }) },
]) {
  test(`leads from ${what} that is gone to its list, and offers no second try`, async ({ complaints, page }) => {
    complaints.expect(/404 \(Not Found\)/)
    await page.goto(path)
    const gone = page.getByRole('alert').filter({ hasText: 'Not found' })
    await expect(gone).toBeVisible()
    await expect(gone.getByRole('button')).toHaveCount(0)
    await expect(page).toHaveTitle(/^(Thread|Run) · Assistants Playground$/)
    await gone.getByRole('link', { name: list }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(list)
  })
}

test('names the host that could not be reached', async ({ inspector, launch, page }) => {
  const server = await launch({ env: { MODEL_BASE_URL: 'http://127.0.0.1:9/v1' } })
  const client = createClient(server)
  const run = await ask(client, { model: 'anything', content: 'hello world' })
  await untilStatus(client, run, 'failed')
  await visit(page, server.url + at.run(run))
  await inspector.expectStatus('failed')
  await expect(page.getByRole('main')).toContainText('127.0.0.1:9')
})
