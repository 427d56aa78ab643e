import type OpenAI from 'openai'
import { createAssistant, unique } from '../fixtures/seed'
import { expect, test } from '../fixtures/test'
import { reload } from '../fixtures/visit'

/** As many as a page of the list has. */
const PAGE = 100

/** Makes so many assistants that those made before stand on no first page. */
const bury = (client: OpenAI) =>
  Promise.all(Array.from({ length: PAGE }, () => createAssistant(client, { model: 'scripted' })))

test('the assistant that was asked for answers, however old it is, and no other in its place', async ({
  client,
  complaints,
  page,
  thread,
  words,
}) => {
  const [first, second] = [unique('Old'), unique('Older')]
  await createAssistant(client, { model: 'scripted', name: second })
  const { id: assistant } = await createAssistant(client, { model: 'scripted', name: first })
  await bury(client)
  const { id } = await client.beta.threads.create()
  const selected = thread.assistant.getByRole('option', { selected: true })

  await test.step('by the address, then by the latest run', async () => {
    await thread.open(id, { assistant })
    await expect(selected).toHaveText(first)
    await thread.say('Who are you?')
    await thread.expectLatestRun('completed')
    await expect(thread.runs.first()).toContainText(first)
    await thread.open(id)
    await expect(selected).toHaveText(first)
  })

  await test.step('one that is deleted is missed, while one looks and after a reload', async () => {
    complaints.expect(/404 \(Not Found\)/)
    await thread.box.fill('Are you still there?')
    await expect(thread.sendButton).toBeEnabled()
    await client.beta.assistants.delete(assistant)
    for (const again of [async () => {}, () => reload(page)]) {
      await again()
      await thread.box.fill('Are you still there?')
      await expect(thread.composer).toContainText(words('thread.composer.reason.assistant_gone'))
      await expect(selected).toHaveText(words('thread.composer.choose_assistant'))
      await expect(thread.sendButton).toBeDisabled()
    }
  })

  await test.step('any other can be chosen', async () => {
    await thread.chooseAssistant(second)
    await thread.sendButton.click()
    await expect(thread.runs).toHaveCount(2)
    await expect(thread.runs.first()).toContainText(second)
    await thread.expectLatestRun('completed')
  })
})
