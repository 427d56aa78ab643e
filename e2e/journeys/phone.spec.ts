import { ORDER_FUNCTION } from '../fixtures/order-calculator'
import { expect, test } from '../fixtures/test'

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })

test('does the whole job on a phone', async ({ inspector, overview, page, shell, thread, words }) => {
  await overview.open()
  await overview.startTemplate('orders')
  await expect(thread.box).not.toHaveValue('')
  await thread.box.press('Enter')
  await expect(thread.box, 'a keyboard on glass has no other way to a new line').toHaveValue(/\n/)
  await thread.sendButton.tap()
  await thread.outputs.write(ORDER_FUNCTION, '{"total": 428.5}')
  await thread.outputs.sendButton(1).tap()
  await expect(thread.answers.last()).toContainText('428.5')

  await page.getByRole('button', { name: words('inspector.runs.show', { count: 1 }) }).tap()
  await page.getByRole('dialog').getByRole('link').tap()
  await inspector.expectStages('queued', 'in_progress', 'requires_action', 'completed')
  await inspector.row(ORDER_FUNCTION).tap()
  await inspector.openTab('output')
  await expect(inspector.panel).toContainText('428.5')

  await shell.goTo('runs')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(words('runs.title'))
})

test('what a finger presses has 44 pixels', async ({ client, page, shell, threads }) => {
  await client.beta.threads.create({ messages: [{ role: 'user', content: `touch ${Date.now()}` }] })
  await threads.open()
  const targets = [
    ...(await shell.navigation.getByRole('link').all()),
    page.getByRole('button', { name: 'New thread' }),
    page.getByRole('button', { name: 'Language' }),
    shell.model,
    threads.list.getByRole('button').first(),
  ]
  for (const target of targets) {
    const box = await target.boundingBox()
    expect(Math.min(box?.width ?? 0, box?.height ?? 0), await target.innerHTML()).toBeGreaterThanOrEqual(44)
  }
})
