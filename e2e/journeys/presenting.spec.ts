import { at } from '../pages/paths'
import { visit } from '../pages/visit'
import { createAssistant } from '../fixtures/seed'
import { expect, test } from '../fixtures/test'

test('presents a demo by keys: large, in plain words, with notes in a window of their own', async ({
  client,
  context,
  page,
  server,
  thread,
  words,
}) => {
  const assistant = await createAssistant(client, { model: 'scripted', name: 'Emperor' })
  const messages = [
    { text: 'Good morning', notes: 'Let them read the answer.' },
    { text: 'And good night', notes: '' },
  ]
  const demo = `${server.url}/api/connections/embedded/assistants/${assistant.id}/demo`
  expect((await page.request.post(demo, { data: { messages } })).ok()).toBe(true)
  const { id } = await client.beta.threads.create()
  await visit(page, `${at.thread(id)}?assistant=${assistant.id}`)
  await page.keyboard.press('p')

  const bar = page.getByRole('toolbar', { name: words('present.bar') })
  await expect(bar).toContainText(words('present.next', { text: 'Good morning' }))
  await expect(page.getByRole('navigation'), 'nothing stands around it').toHaveCount(0)
  const notes = await test.step('the notes are for the presenter alone', async () => {
    const opened = context.waitForEvent('page')
    await page.keyboard.press('s')
    const notes = await opened
    await expect(notes.getByRole('main')).toContainText('Let them read the answer.')
    return notes
  })

  await page.bringToFront()
  await page.keyboard.press('PageDown')
  await expect(thread.answers.last()).toContainText('scripted model')
  await expect(bar, 'plain words').toContainText(words('present.status.completed'))
  await expect(bar).toContainText(words('present.count', { sent: 1, total: 2 }))
  await notes.getByRole('button', { name: words('present.speaker.send') }).click()
  await expect(thread.questions.last()).toContainText('And good night')
  await expect(bar).toContainText(words('present.count', { sent: 2, total: 2 }))
  await expect(notes.getByRole('main')).toContainText(words('present.speaker.last'))
  await expect(thread.composer, 'nothing comes over the last answer').toBeHidden()

  await page.keyboard.press('Escape')
  await expect(page).not.toHaveURL(/present/)
  await expect(page.getByRole('navigation').first()).toBeVisible()
  await expect(notes.getByRole('main')).toContainText(words('present.speaker.gone'))
})
