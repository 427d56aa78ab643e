import { GREETING, ORDER, ORDER_FUNCTION } from '../fixtures/order-calculator'
import { expect, test } from '../fixtures/test'
import { reload } from '../pages/visit'
import { wordsOf } from '../pages/words'
import { createOverviewPage } from '../pages/overview-page'
import { createRunInspector } from '../pages/run-inspector'
import { createThreadPage } from '../pages/thread-page'

const chinese = wordsOf('zh-CN')

test('turns to Chinese without a reload and does the whole job in it', async ({ overview, page, shell }) => {
  await overview.open()
  await page.evaluate(() => Object.assign(window, { isSamePage: true }))
  await shell.switchLanguage('简体中文')
  await expect(page.getByRole('navigation', { name: chinese('shell.pages') })).toBeVisible()
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN')
  expect(await page.evaluate(() => 'isSamePage' in window), 'nothing was loaded anew').toBe(true)

  await overview.withoutRules()
  await createOverviewPage(page, chinese).startTemplate('orders')
  const thread = createThreadPage(page, chinese)
  await expect(thread.box).toHaveValue(ORDER)
  await thread.say(GREETING)
  await thread.expectLatestRun('completed')
  await expect(thread.answers.last(), 'answered without a call').toContainText(ORDER_FUNCTION)
  await thread.say(ORDER)
  await expect(thread.outputs.argumentsOf(ORDER_FUNCTION)).toContainText('电子产品')
  await thread.expectLatestRun('requires_action')
  await thread.outputs.write(ORDER_FUNCTION, '{"total": 428.5}')
  await thread.outputs.sendButton(1).click()
  await thread.expectLatestRun('completed')
  await expect(thread.answers.last()).toContainText('428.5')

  await thread.inspectLatest()
  const inspector = createRunInspector(page, chinese)
  await inspector.expectStages('queued', 'in_progress', 'requires_action', 'completed')
  await reload(page)
  await expect(page.locator('html'), 'the choice is kept').toHaveAttribute('lang', 'zh-CN')
  await inspector.expectStatus('completed')
})

test.describe('in a Chinese browser', () => {
  test.use({ locale: 'zh-CN' })

  test('stands in Chinese from the first page on, reply prefix included', async ({ overview, page, thread, words }) => {
    await overview.open()
    await expect(page).toHaveTitle(new RegExp(words('overview.title')))
    await overview.startTemplate('emperor')
    await expect(thread.box).not.toHaveValue('')
    await thread.say('你好')
    await expect(thread.answers).toHaveText(/^我是秦始皇/)
  })
})
