import { seedApart } from '@/lib/server/testing/seed-apart'
import { ask, createAssistant, untilStatus } from '../fixtures/seed'
import { expect, test } from '../fixtures/test'

const LONG_ANSWER = 'Write 3000 words about the weather.'

test('a run of more than 10,000 events opens, and draws only what is in sight of them', async ({
  inspector,
  launch,
}, info) => {
  const dataDir = info.outputPath('data')
  const run = await seedApart(dataDir, { sentences: 10_100 })
  const { url } = await launch({ dataDir })
  await inspector.open(run, url)
  await inspector.expectStatus('completed')
  await expect(inspector.logSummary).toHaveText(/1\d,?\d{3}/)
  await inspector.row('Message').click()
  await inspector.openTab('output')
  await expect(inspector.panel).toContainText('This is sentence 1,')
  await inspector.openLog()
  await expect(inspector.log.getByRole('option', { name: /thread\.message\.delta/ })).toBeVisible()
  expect(await inspector.log.getByRole('option').count()).toBeLessThan(100)
})

test('a page that watches 3,000 words come in can be written in meanwhile', async ({ client, thread }) => {
  const { id } = await client.beta.threads.create()
  const { id: assistant } = await createAssistant(client, { model: 'scripted' })
  await thread.open(id, { assistant })
  await thread.say(LONG_ANSWER)
  await expect(thread.box).toHaveValue('')
  await thread.box.pressSequentially('And what of the climate?')
  await expect(thread.box).toHaveValue('And what of the climate?')
  await thread.expectLatestRun('completed')
  await expect(thread.answers).toContainText(['This is sentence 1,'])
  await expect(thread.box, 'what was written stays').toHaveValue('And what of the climate?')
})

test.describe('with a model that calls 120 functions at once', () => {
  test.use({ baseURL: ({ held }, use) => use(held.server.url) })

  test('only the rows in sight are drawn, and the keys reach all of them', async ({ held, inspector, page }) => {
    const run = await ask(held.client, { model: 'held', content: 'All of them.', functions: ['look_up'] })
    const answer = await held.model.asked()
    const calls = Array.from({ length: 120 }, (_, index) => ({
      id: `call_${index}`,
      name: 'look_up',
      pieces: ['{"item":', ` "part ${index}"`, '}'],
    }))
    answer.call(calls)
    answer.end()
    await untilStatus(held.client, run, 'requires_action')
    await inspector.open(run)
    await expect(inspector.timeline).toHaveAttribute('aria-rowcount', '121')
    expect(await inspector.rows.count()).toBeLessThan(80)
    await inspector.rows.first().focus()
    await page.keyboard.press('End')
    await expect(inspector.timeline.locator('[data-row="call_119"]')).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL(/step=call_119/)
    await inspector.openTab('input')
    await expect(inspector.panel).toContainText('"part 119"')
    await inspector.cancel()
    await inspector.expectStatus('cancelled')
  })
})
