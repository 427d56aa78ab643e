import type { Page } from '@playwright/test'
import { at } from '../pages/paths'
import { ask, createAssistant, untilStatus } from '../fixtures/seed'
import { expect, test } from '../fixtures/test'
import { visit } from '../pages/visit'

/** What can be pressed without leaving the page: parts that are loaded when they are asked for stand behind these. */
const controls = 'main :is(button, summary, [role=tab]), header button'

test('without a network every control leaves the page standing, and what was typed on it', async ({
  assistantForm,
  client,
  pageErrors,
  context,
  page,
  shell,
  thread,
  words,
}) => {
  pageErrors.expect(/net::ERR_INTERNET_DISCONNECTED/)
  const run = await ask(client, { model: 'scenario/parallel-tools', content: 'Go.', functions: ['look_up'] })
  await untilStatus(client, run, 'requires_action')
  // Settings that are not saved are asked about; they are kept all the same.
  page.on('dialog', (dialog) => void dialog.accept())
  const title = page.getByRole('heading', { level: 1, includeHidden: true })
  const pages = [
    { path: at.thread(run.thread_id), field: thread.box },
    { path: at.run(run) },
    { path: at.assistant(run.assistant_id), field: assistantForm.field('instructions') },
    { path: at.runs },
  ]
  for (const { path, field } of pages) {
    await visit(page, path)
    await field?.fill('typed')
    const before = (await title.textContent()) ?? ''
    await context.setOffline(true)
    await expect(shell.offline).toBeVisible()
    await pressAll(page, words('assistants.form.discard'))
    await expect(title).toHaveText(before)
    await context.setOffline(false)
    await expect(shell.offline).toBeHidden({ timeout: 20_000 })
    await expect(title, 'what comes with the network takes the page with it no more than what did not').toHaveText(
      before,
    )
    if (field) await expect(field).toHaveValue('typed')
  }
})

/** Presses each control, also behind the dialogs that others open; but the one that discards. */
async function pressAll(page: Page, discard: string) {
  for (const control of await page.locator(controls).elementHandles()) {
    await control.evaluate((node, except) => {
      const element = node as HTMLElement
      const isOffered = element.checkVisibility() && !element.hasAttribute('data-leaves')
      if (isOffered && element.textContent !== except) element.click()
    }, discard)
  }
}

test('without a network a part says that it could not be loaded, and comes with the network, as does a page asked for', async ({
  client,
  pageErrors,
  context,
  page,
  shell,
  thread,
  words,
}) => {
  pageErrors.expect(/net::ERR_INTERNET_DISCONNECTED/)
  const run = await ask(client, { model: 'scenario/parallel-tools', content: 'Go.', functions: ['look_up'] })
  await untilStatus(client, run, 'requires_action')
  await visit(page, at.thread(run.thread_id))
  await context.setOffline(true)
  await expect(shell.offline).toBeVisible()
  const schema = thread.outputs.card.getByRole('tab', { name: words('inspector.outputs.tab.schema') }).first()
  await schema.click()
  const notice = thread.outputs.card.getByRole('alert')
  await expect(notice).toContainText(words('errors.part.offline'))
  await context.setOffline(false)
  await expect(notice).toBeHidden()
  await expect(schema).toHaveAttribute('aria-selected', 'true')

  await thread.choose('rename')
  const dialog = page.getByRole('dialog', { name: words('threads.rename.title') })
  await dialog.getByRole('textbox').fill('typed')
  await context.setOffline(true)
  await expect(shell.offline).toBeVisible()
  await dialog.getByRole('button', { name: words('common.rename') }).click()
  await expect(dialog.getByRole('alert'), 'what failed is told where it was asked for').toContainText(
    words('errors.not_reached.next'),
  )
  await page.keyboard.press('Escape')
  await shell.goTo('runs')
  await thread.box.fill('typed')
  await expect(page, 'the browser does not leave for a page of its own').toHaveURL(new RegExp(`${run.thread_id}$`))
  await context.setOffline(false)
  await expect(page.getByRole('heading', { level: 1 }), 'it opens once it can').toHaveText(words('runs.title'))
  await page.goBack()
  await expect(thread.box).toHaveValue('typed')
})

test('says that a part is of another version when the server does not have it, and offers to reload', async ({
  client,
  pageErrors,
  page,
  words,
}) => {
  pageErrors.expect(/404 \(Not Found\)/)
  const { id } = await createAssistant(client, { model: 'scripted', functions: ['look_up'] })
  await visit(page, at.assistant(id))
  await page.route(/\/_next\/static\/chunks\/.*\.js/, (route) => route.fulfill({ status: 404 }))
  await page.locator('summary', { hasText: 'look_up' }).click()
  const notice = page
    .getByRole('alert')
    .filter({ hasText: words('errors.part.outdated') })
    .first()
  await expect(notice).toBeVisible()
  await page.unrouteAll()
  await notice.getByRole('button', { name: words('common.retry') }).click()
  await expect(page.getByRole('tab', { name: words('assistants.function.form') })).toBeVisible()
})
