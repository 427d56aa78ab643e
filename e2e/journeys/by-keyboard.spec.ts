import type { Locator, Page } from '@playwright/test'
import { ORDER_FUNCTION } from '../fixtures/order-calculator'
import { expect, test } from '../fixtures/test'

/** More stops than any page has before what is looked for. */
const MAX_STOPS = 60

/** Goes there by Tab alone. At every stop something has the focus, it can be seen, and so can its ring. */
async function tabTo(page: Page, target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab') {
  await expect(target).toBeVisible()
  for (let stops = 0; stops < MAX_STOPS; stops += 1) {
    await page.keyboard.press(key)
    expect(await focusOf(page), 'the focus can be seen').toMatchObject({ hasRing: true, isInSight: true })
    if (await target.evaluate((element) => element === document.activeElement)) return
  }
  await expect(target, 'reached by Tab').toBeFocused()
}

const focusOf = (page: Page) =>
  page.evaluate(() => {
    const element = document.activeElement
    if (!element || element === document.body) return { what: 'nothing' }
    const { top, bottom, left, right } = element.getBoundingClientRect()
    // The ring stands on the element, on what is drawn for it, or on the box around a field.
    const ringed = [element, element.closest('[class*="has-[textarea:focus-visible]"]')].filter((each) => each !== null)
    const hasRing = ringed.some((each) =>
      [undefined, '::after'].some((part) => {
        const { outlineStyle, outlineWidth } = getComputedStyle(each, part)
        return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2
      }),
    )
    const isInSight = bottom > 0 && right > 0 && top < innerHeight && left < innerWidth
    return { what: element.outerHTML.slice(0, 120), hasRing, isInSight }
  })

test('does the whole job without a pointer', async ({ inspector, overview, page, palette, runs, thread, words }) => {
  const { keyboard } = page
  await overview.withoutRules()
  await overview.open()
  await test.step('the first stop of Tab skips to the content', async () => {
    await keyboard.press('Tab')
    await expect(page.getByRole('link', { name: 'Skip to the content' })).toBeFocused()
    await keyboard.press('Enter')
    await expect(page.getByRole('main')).toBeFocused()
  })
  await tabTo(page, overview.template('orders'))
  await keyboard.press('Enter')
  await expect(thread.box).toHaveValue(words('templates.orders.draft'))
  await expect(thread.box, 'ready to be sent').toBeFocused()
  await keyboard.press('Enter')
  await thread.expectLatestRun('requires_action')

  await tabTo(page, thread.outputs.card.getByLabel('total', { exact: true }), 'Shift+Tab')
  await keyboard.type('428.5')
  await tabTo(page, thread.outputs.sendButton(1))
  await keyboard.press('Enter')
  await thread.expectLatestRun('completed')
  await expect(thread.answers.last()).toContainText('428.5')
  await expect(thread.inspectLink, 'the focus stays beside the run').toBeFocused()

  await keyboard.press('g')
  await keyboard.press('m')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(words('models.title'))
  await tabTo(
    page,
    page
      .getByRole('navigation', { name: words('shell.settings') })
      .getByRole('link')
      .first(),
  )
  await keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(words('connections.title'))

  await keyboard.press('g')
  await keyboard.press('r')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(words('runs.title'))
  await tabTo(page, runs.rows.first())
  await keyboard.press('Enter')
  await inspector.expectStages('queued', 'in_progress', 'requires_action', 'completed')
  await tabTo(page, inspector.rows.first())
  await keyboard.press('ArrowDown')
  await expect(inspector.row(ORDER_FUNCTION)).toBeFocused()
  await keyboard.press('Enter')
  await expect(inspector.detail).toHaveAccessibleName(words('inspector.detail', { name: ORDER_FUNCTION }))
  await tabTo(page, inspector.detail.getByRole('tab').first())
  await keyboard.press('ArrowRight')
  await keyboard.press('ArrowRight')
  await expect(inspector.panel).toContainText('428.5')
  await keyboard.press('Escape')
  await expect(inspector.detail).toHaveAccessibleName(words('inspector.detail', { name: words('inspector.row.run') }))
  expect(await focusOf(page), 'back at the whole run').toMatchObject({ hasRing: true, isInSight: true })

  await palette.open()
  await keyboard.type(words('shell.theme.dark'))
  await expect(palette.active).toContainText(words('shell.theme.dark'))
  await keyboard.press('Enter')
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await keyboard.press('Alt+ArrowLeft')
  await expect(page.getByRole('main'), 'back').toContainText(words('inspector.tab.overview'))
})
