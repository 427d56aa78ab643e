import type { Locator, Page } from '@playwright/test'
import { at } from '../fixtures/paths'
import { ask, createAssistant, untilStatus } from '../fixtures/seed'
import { expect, test } from '../fixtures/test'
import { visit } from '../fixtures/visit'

/** What can be pressed without leaving the page: parts that are loaded when they are asked for stand behind these. */
const controls = 'main :is(button, summary, [role=tab]), header button'

test('without a network every control leaves the page standing, and what was typed on it', async ({
  client,
  complaints,
  context,
  page,
  shell,
  thread,
  words,
}) => {
  complaints.expect(/net::ERR_INTERNET_DISCONNECTED/)
  const run = await ask(client, { model: 'scenario/parallel-tools', content: 'Go.', functions: ['look_up'] })
  await untilStatus(client, run, 'requires_action')
  // Settings that are not saved are asked about; they are kept all the same.
  page.on('dialog', (dialog) => void dialog.accept())
  await page.addLocatorHandler(page.locator('dialog[open]'), () => page.keyboard.press('Escape'))
  for (const path of [at.thread(run.thread_id), at.run(run), at.assistant(run.assistant_id), at.runs]) {
    await visit(page, path)
    const field = page.locator('main textarea:visible').first()
    if ((await field.count()) > 0) await field.fill('typed')
    await context.setOffline(true)
    await expect(shell.offline).toBeVisible()
    await pressAll(page)
    if ((await field.count()) > 0) await expect(field).toHaveValue('typed')
    await context.setOffline(false)
    await expect(shell.offline).toBeHidden({ timeout: 20_000 })
  }

  await visit(page, at.thread(run.thread_id))
  await context.setOffline(true)
  await expect(shell.offline).toBeVisible()
  await thread.outputs.card
    .getByRole('tab', { name: words('inspector.outputs.tab.schema') })
    .first()
    .click()
  const notice = thread.outputs.card.getByRole('alert')
  await expect(notice).toContainText(words('errors.part.title'))
  await shell.goTo('runs')
  await expect(page, 'the browser does not leave for a page of its own').toHaveURL(new RegExp(`${run.thread_id}$`))
  await context.setOffline(false)
  await expect(page.getByRole('heading', { level: 1 }), 'it opens once it can').toHaveText(words('runs.title'))
  await page.goBack()
  await expect(notice).toBeHidden()
})

/** Presses each control once. What is pressed may take others away. */
async function pressAll(page: Page) {
  const title = page.getByRole('heading', { level: 1, includeHidden: true })
  const before = await title.textContent()
  for (const control of await page.locator(controls).all()) {
    if (!(await isPressable(control))) continue
    const name = await control.evaluate((element) => element.ariaLabel ?? element.textContent)
    await control.click()
    await expect(title, `after ${name}`).toHaveText(before ?? '')
  }
}

const isPressable = async (control: Locator) =>
  (await control.isVisible()) && (await control.isEnabled()) && (await control.getAttribute('data-leaves')) === null

test('says that a part is of another version when the server does not have it, and offers to reload', async ({
  client,
  complaints,
  page,
  words,
}) => {
  complaints.expect(/404 \(Not Found\)/)
  const { id } = await createAssistant(client, { model: 'scripted', functions: ['look_up'] })
  await visit(page, at.assistant(id))
  await page.route(/\/_next\/static\/chunks\/.*\.js/, (route) => route.fulfill({ status: 404 }))
  await page.locator('summary', { hasText: 'look_up' }).click()
  const notice = page.getByRole('alert').filter({ hasText: words('errors.part.outdated') })
  await expect(notice).toBeVisible()
  await page.unrouteAll()
  await notice.getByRole('button', { name: words('common.retry') }).click()
  await expect(page.getByRole('tab', { name: words('assistants.function.form') })).toBeVisible()
})
