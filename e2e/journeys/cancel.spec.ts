import { ask } from '../fixtures/seed'
import { expect, test } from '../fixtures/test'

test.describe('while the model writes', () => {
  test.use({ baseURL: ({ held }, use) => use(held.server.url) })

  test('stops the run and keeps what it has written', async ({ held, inspector, thread }) => {
    const run = await ask(held.client, { model: 'held', content: 'Tell me a story.' })
    const answer = await held.model.asked()
    await thread.open(run.thread_id)
    answer.write('Once upon a time')
    await expect(thread.answers).toContainText(['Once upon a time'])
    await thread.expectLatestRun('in_progress')
    await thread.cancel()
    await thread.expectLatestRun('cancelled')
    await expect(thread.box, 'where one goes on').toBeFocused()
    await expect(thread.answers).toContainText(['Once upon a time'])
    await expect(thread.answers).toContainText(['the run was cancelled'])
    await thread.box.fill('And now?')
    await expect(thread.sendButton, 'the thread takes messages again').toBeEnabled()

    await thread.inspectLatest()
    await inspector.expectStages('in_progress', 'cancelling', 'cancelled')
    await expect(inspector.cancelButton).toBeHidden()
  })
})
