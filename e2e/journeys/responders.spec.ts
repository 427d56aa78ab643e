// Calls that rules answer, and one that asks first.
import { expect, test } from '../fixtures/test'
import { at } from '../pages/paths'
import { reload, visit } from '../pages/visit'

test('runs a template to its end by one click, and pays once that is allowed', async ({
  inspector,
  overview,
  page,
  thread,
  words,
}) => {
  const approve = page.getByRole('button', { name: words('responders.card.once') })
  await overview.open()
  await overview.startTemplate('approval')
  await expect(thread.box).not.toHaveValue('')
  await thread.box.press('Enter')

  await test.step('one call is answered, the other shows what would be answered and waits', async () => {
    await expect(thread.outputs.card).toContainText('Blue teapot')
    await expect(thread.outputs.card).toContainText('R-T-1042')
    await approve.click()
  })
  await thread.expectLatestRun('completed')
  await expect(thread.answers.last()).toContainText('129')

  await test.step('the timeline and the detail say which rule has answered', async () => {
    await thread.inspectLatest()
    const call = inspector.row('refund_order')
    await expect(call).toContainText('Refund by the bank')
    await call.click()
    await inspector.openTab('overview')
    await expect(inspector.panel).toContainText('Refund by the bank')
  })

  await test.step('rules can be made of the run', async () => {
    await inspector.button('inspector.responder.make').click()
    const dialog = page.getByRole('dialog', { name: words('responders.from_run.title') })
    await expect(dialog).toContainText('find_customer')
    await page.keyboard.press('Escape')
  })

  await test.step('what is declined is told as declined, when the thread is opened anew, too', async () => {
    await visit(page, at.thread(new URL(page.url()).pathname.split('/')[3]!))
    await thread.say(words('templates.approval.draft'))
    await page.getByRole('button', { name: words('responders.card.decline') }).click()
    const declined = page.getByText(words('thread.call.declined'), { exact: true })
    await expect(declined).toHaveCount(1)
    await thread.expectLatestRun('completed')
    await reload(page)
    await expect(declined).toHaveCount(1)
  })
})
