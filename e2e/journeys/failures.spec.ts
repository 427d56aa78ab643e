import { at } from '../fixtures/paths'
import { ask, createAssistant, untilStatus } from '../fixtures/seed'
import { createClient, expect, test } from '../fixtures/test'
import { visit } from '../fixtures/visit'

const endings = [
  {
    model: 'scenario/rate-limited',
    status: 'failed',
    title: 'The model’s server refused: too many requests, or no credit left.',
    said: 'refuses every request',
    next: 'Wait a minute and start another run',
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

    await runs.open()
    await expect(runs.row(name!)).toContainText(status)
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
