import type { Page } from '@playwright/test'
import { createOrderCalculator, ORDER_FUNCTION } from '../fixtures/order-calculator'
import { at } from '../pages/paths'
import { expect, test } from '../fixtures/test'
import { visit } from '../pages/visit'

const phone = { width: 390, height: 844 }
const withKeyboard = { width: 390, height: 480 }
/** A desk's screen at 400 %. */
const zoomedIn = { width: 320, height: 256 }

test.use({ viewport: phone, hasTouch: true, isMobile: true })

test('does the whole job on a phone', async ({ inspector, overview, page, palette, shell, thread, words }) => {
  await overview.withoutRules()
  await overview.open()
  await overview.startTemplate('orders')
  await expect(thread.box).not.toHaveValue('')
  await thread.box.press('Enter')
  await expect(thread.box, 'a keyboard on glass has no other way to a new line').toHaveValue(/\n/)
  await thread.sendButton.tap()
  await thread.outputs.write(ORDER_FUNCTION, '{"total": 428.5}')
  await thread.outputs.sendButton(1).tap()
  await expect(thread.answers.last()).toContainText('428.5')

  await page.setViewportSize(withKeyboard)
  expect(await shareOfConversation(page), 'what a keyboard leaves belongs to the conversation').toBeGreaterThan(0.5)
  await expect(thread.box).toBeInViewport({ ratio: 1 })
  await page.setViewportSize(phone)

  await page.getByRole('button', { name: words('inspector.runs.show', { count: 1 }) }).tap()
  await page.getByRole('dialog').getByRole('link').tap()
  await inspector.expectStages('queued', 'in_progress', 'requires_action', 'completed')
  await inspector.row(ORDER_FUNCTION).tap()
  await inspector.openTab('output')
  await expect(inspector.panel).toContainText('428.5')
  await inspector.openLog()
  await inspector.log.getByRole('option', { name: 'thread.run.step.created' }).first().tap()
  await expect(inspector.detail.getByRole('heading').first(), 'beside the event').toBeInViewport({ ratio: 1 })
  await expect(inspector.log.getByRole('option', { selected: true })).toBeInViewport({ ratio: 0.9 })

  await page.getByRole('button', { name: words('palette.open') }).tap()
  await palette.dialog.getByRole('button', { name: words('common.close') }).tap()
  await expect(palette.dialog).toBeHidden()

  let letPass = () => {}
  const passes = new Promise<void>((resolve) => (letPass = resolve))
  await page.route(/_rsc=/, (route) => passes.then(() => route.continue()))
  const sign = page.getByRole('progressbar', { name: words('shell.page_coming') })
  await shell.goTo('runs')
  await expect(sign, 'while the page is on its way').toBeVisible()
  letPass()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(words('runs.title'))
  await expect(sign).toHaveCount(0)
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

test('at 400 % what has the focus is in sight', async ({ client, page }) => {
  const { id } = await createOrderCalculator(client)
  const thread = await client.beta.threads.create({ messages: [{ role: 'user', content: 'A question' }] })
  await page.setViewportSize(zoomedIn)
  for (const path of [at.assistant(id), at.thread(thread.id)]) {
    await visit(page, path)
    expect(await hiddenStops(page), path).toEqual([])
  }
})

/** How much of the window shows the conversation. */
const shareOfConversation = (page: Page) =>
  page.locator('[data-scrolls]').evaluate((box) => {
    const { top, bottom } = box.getBoundingClientRect()
    return (Math.min(bottom, innerHeight) - Math.max(top, 0)) / innerHeight
  })

/** Where Tab leads to and less than most of it can be seen: outside of the window, or under something else. */
async function hiddenStops(page: Page): Promise<readonly string[]> {
  const hidden: string[] = []
  for (;;) {
    await page.keyboard.press('Tab')
    const stop = await page.evaluate(() => {
      const element = document.activeElement
      if (!element || element === document.body || element.hasAttribute('data-passed')) return null
      element.setAttribute('data-passed', '')
      const { left, right, top, bottom } = element.getBoundingClientRect()
      const [from, to] = [Math.max(0, top), Math.min(innerHeight, bottom)]
      const isSeen = to - from >= Math.min(bottom - top, innerHeight / 4) - 1
      const over = document.elementFromPoint((left + right) / 2, (from + to) / 2)
      const isFree = over === null || element.contains(over) || over.contains(element)
      return { html: element.outerHTML.slice(0, 120), isShown: isSeen && isFree }
    })
    if (stop === null) return hidden
    if (!stop.isShown) hidden.push(stop.html)
  }
}
