import type { Page } from '@playwright/test'
import { axeViolations } from '../fixtures/axe-violations'
import { createPlaces, placesOf, type PlaceName } from '../fixtures/places'
import { createClient, expect, test as base } from '../fixtures/test'
import { visit } from '../pages/visit'
import { wordsOf } from '../pages/words'

const test = base.extend<object, { places: Readonly<Record<PlaceName, string>> }>({
  places: [async ({ server }, use) => use(await createPlaces(createClient(server))), { scope: 'worker' }],
})

/** English words of buttons and columns that Chinese readers must not meet. */
const english = wordsOf('en')
const ofTheCatalogue = new Set([
  ...(['save', 'delete', 'cancel', 'copy', 'search', 'rename', 'raw', 'retry'] as const).map((key) =>
    english(`common.${key}`),
  ),
  ...(['assistant', 'status', 'model', 'thread', 'tokens', 'started', 'duration'] as const).map((key) =>
    english(`runs.column.${key}`),
  ),
])

const schemes = ['light', 'dark'] as const
const sizes = [
  { name: 'wide', width: 1280, height: 800 },
  { name: 'on a phone', width: 390, height: 844 },
] as const

/** By how many pixels something is wider than the page, or than the box or section of a conversation that it is in. */
const sidewaysOf = (page: Page) =>
  page.evaluate(() => {
    const boxes = [
      document.documentElement,
      ...document.querySelectorAll('[data-scrolls], [data-scrolls] [role=list] > *'),
    ]
    return Math.max(...boxes.map(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth))
  })

/** What can be pressed or written in and is cut at a side, where nothing scrolls to it. */
const cutOf = (page: Page) =>
  page.evaluate(() => {
    const scrolls = (element: Element) => {
      for (let each = element.parentElement; each; each = each.parentElement) {
        if (/auto|scroll/.test(getComputedStyle(each).overflowX) && each.scrollWidth > each.clientWidth) return true
      }
      return false
    }
    return [...document.querySelectorAll('a, button, input, select, textarea')]
      .filter((element) => element.checkVisibility() && element.clientWidth > 1 && !scrolls(element))
      .filter((element) => {
        const { left, right } = element.getBoundingClientRect()
        return left < -1 || right > document.documentElement.clientWidth + 1
      })
      .map((element) => element.outerHTML.slice(0, 160))
  })

test.describe.configure({ mode: 'parallel' })

/** The screens of a desk and of a phone when everything on them is twice as large. */
const zoomed = [
  { name: 'a desk', width: 720, height: 450 },
  { name: 'a phone', width: 195, height: 422 },
] as const

const colours = { only: ['color-contrast'] }
const allButColours = { except: colours.only }

/**
 * The page as it is by day and by night, at every size. Nothing but colours is different in the dark, nothing but the
 * layout on a phone, and nothing but words in Chinese, which are looked at on a phone.
 */
async function lookAt(page: Page) {
  const [wide, phone] = sizes
  await page.setViewportSize(wide)
  await page.emulateMedia({ colorScheme: 'light' })
  expect.soft(await axeViolations(page), 'light').toEqual([])
  expect.soft(await sidewaysOf(page), 'pixels that stick out').toBe(0)
  await page.emulateMedia({ colorScheme: 'dark' })
  expect.soft(await axeViolations(page, colours), 'dark').toEqual([])
  await page.setViewportSize(phone)
  expect.soft(await sidewaysOf(page), 'on a phone: pixels that stick out').toBe(0)
  for (const { name: screen, ...viewport } of zoomed) {
    await page.setViewportSize(viewport)
    expect.soft(await sidewaysOf(page), `200 % on ${screen}: pixels that stick out`).toBe(0)
    expect.soft(await cutOf(page), `200 % on ${screen}: cut`).toEqual([])
  }
}

/** For readers who ask their system for more contrast. */
async function lookWithMoreContrast(page: Page) {
  for (const colorScheme of schemes) {
    await page.emulateMedia({ colorScheme, contrast: 'more' })
    expect.soft(await axeViolations(page, colours), `${colorScheme}, more contrast`).toEqual([])
  }
  await page.emulateMedia({ contrast: 'no-preference' })
}

/** The page as it is on a phone, in Chinese. */
async function lookAtInChinese(page: Page) {
  await page.setViewportSize(sizes[1])
  expect.soft(await axeViolations(page, allButColours), 'Chinese, on a phone').toEqual([])
  expect.soft(await sidewaysOf(page), 'Chinese: pixels that stick out').toBe(0)
  const labels = await page.locator('button:visible, label:visible, th:visible').allInnerTexts()
  expect
    .soft(
      labels.filter((label) => ofTheCatalogue.has(label.trim())),
      'English words',
    )
    .toEqual([])
}

for (const [kind, names] of Object.entries(placesOf)) {
  // One page goes to them all: a new one has everything to learn, which takes longer than the looking.
  test(`${kind}: for everybody, by day and by night, at every size, in both languages`, async ({
    context,
    page,
    places,
    shell,
  }) => {
    test.setTimeout(names.length * 30_000)
    for (const [index, name] of names.entries()) {
      await test.step(name, async () => {
        await page.goto(places[name])
        await expect(page.getByRole('heading', { level: 1 })).not.toBeEmpty()
        // One page of a kind has the colours of all.
        if (index === 0) await lookWithMoreContrast(page)
        await lookAt(page)
        await page.setViewportSize(sizes[0])
        await shell.switchLanguage('简体中文')
        await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN')
        await expect(page).toHaveTitle(/./)
        await lookAtInChinese(page)
        await context.clearCookies({ name: 'locale' })
      })
    }
  })
}

test('an address with nothing says so to everybody, in both languages, and leads back', async ({
  pageErrors,
  context,
  page,
  request,
  server,
}) => {
  pageErrors.expect(/404 \(Not Found\)/)
  for (const path of ['/nowhere', '/design', '/embedded/threads/thread_x/runs/run_x/more']) {
    const response = await request.get(path, { headers: { accept: 'text/html' } })
    expect(response.status(), path).toBe(404)
    expect(await response.text(), path).toContain('Page not found')
  }
  await context.addCookies([{ name: 'locale', value: 'zh-CN', url: server.url }])
  await page.goto('/embedded/nowhere')
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN')
  await lookAtInChinese(page)
  await context.clearCookies({ name: 'locale' })
  const response = await page.reload()
  expect(response?.status()).toBe(404)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Page not found')
  await lookAt(page)
  await page.getByRole('link', { name: 'Go to the overview' }).click()
  await expect(page).toHaveURL(/\/embedded$/)
})

test('what opens over a page is for everybody, too', async ({ page, palette, places, shell, words }) => {
  await visit(page, places.threads)
  await page
    .getByRole('button', { name: /^More actions for/ })
    .first()
    .click()
  expect.soft(await axeViolations(page), 'menu').toEqual([])
  await page.getByRole('menuitem', { name: words('common.rename') }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  expect.soft(await axeViolations(page), 'dialog').toEqual([])
  await page.keyboard.press('Escape')
  await shell.model.click()
  await expect(page.getByText('No language model answers here')).toBeVisible()
  expect.soft(await axeViolations(page), 'popover').toEqual([])
  await page.keyboard.press('Escape')
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: words('shortcuts.title') })).toBeVisible()
  expect.soft(await axeViolations(page), 'shortcuts').toEqual([])
  await page.keyboard.press('Escape')
  await palette.open()
  await expect(page.getByRole('option').first()).toBeVisible()
  expect.soft(await axeViolations(page), 'palette').toEqual([])
})

test('what opens on an assistant is for everybody, too', async ({ assistantForm, assistantTest, page, places }) => {
  const seeLike = async (name: string) => {
    await page.emulateMedia({ colorScheme: 'light' })
    expect.soft(await axeViolations(page), `${name}, light`).toEqual([])
    await page.emulateMedia({ colorScheme: 'dark' })
    expect.soft(await axeViolations(page, colours), `${name}, dark`).toEqual([])
    await page.setViewportSize(sizes[1])
    expect.soft(await axeViolations(page, allButColours), `${name}, on a phone`).toEqual([])
    expect.soft(await sidewaysOf(page), `${name}, on a phone: pixels that stick out`).toBe(0)
    await page.setViewportSize(sizes[0])
  }
  await visit(page, places.assistant)
  await assistantForm.addButton.click()
  await expect(assistantForm.gallery).toBeVisible()
  await seeLike('gallery')
  await page.keyboard.press('Escape')
  await assistantForm.addFunction('ticket')
  await expect(assistantForm.parameters, 'what it takes and what it returns').toHaveCount(5)
  await assistantForm.parameters.first().getByRole('textbox').first().fill('')
  await seeLike('form of a function, with a problem')
  await assistantForm.write('json')
  await expect(assistantForm.objection).toBeVisible()
  await seeLike('JSON of a function, with a problem')

  await visit(page, places['assistant with its test'])
  await assistantForm.fill('instructions', 'Say it briefly.')
  await assistantTest.openChanges()
  await expect(assistantTest.changes).toContainText('Say it briefly.')
  await seeLike('changes')
})
