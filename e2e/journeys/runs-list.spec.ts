import { ask, unique, untilStatus } from '../fixtures/seed'
import { expect, test } from '../fixtures/test'
import { reload } from '../pages/visit'

test('lists runs as they are asked for and as they change', async ({ client, page, runs }) => {
  const waiting = unique('Waiting')
  const failing = unique('Failing')
  const content = 'Go ahead.'
  const held = await ask(client, { model: 'scenario/two-rounds', name: waiting, content, functions: ['look_up'] })
  const failed = await ask(client, { model: 'scenario/rate-limited', name: failing, content })
  await untilStatus(client, held, 'requires_action')
  await untilStatus(client, failed, 'failed')

  await runs.open()
  await test.step('finds them by status and assistant, and keeps the choice in the address', async () => {
    await expect(runs.row(waiting)).toContainText(/Waiting (\d.* )?for look_up/)
    await expect(runs.row(failing)).toContainText('Rate limit')
    await runs.filterByStatus('requires_action')
    await expect(runs.row(failing)).toBeHidden()
    await expect(runs.row(waiting)).toBeVisible()
    await expect(page).toHaveURL(/status=requires_action/)
    await runs.list.getByRole('button', { name: 'Tokens' }).click()
    await expect(runs.list.getByRole('columnheader', { name: 'Tokens' })).toHaveAttribute('aria-sort', 'descending')
    await expect(runs.row(waiting)).toBeVisible()
    await reload(page)
    await expect(runs.row(waiting)).toBeVisible()
    await expect(runs.row(failing)).toBeHidden()

    await runs.filterByAssistant(failing)
    await expect(page.getByRole('heading', { name: 'No matching runs' })).toBeVisible()
    await runs.clearFilters()
    await expect(runs.row(failing)).toBeVisible()
    await runs.filterByAssistant(failing)
    await expect(runs.rows).toHaveCount(1)

    await runs.row(failing).getByRole('link', { name: failing }).click()
    await expect(page).toHaveURL(new RegExp(failed.id))
    await page.goBack()
    await expect(runs.rows, 'back leads to the same choice').toHaveCount(1)
  })

  await test.step('a run leaves the list that it no longer belongs to', async () => {
    await runs.clearFilters()
    const name = unique('Leaving')
    const run = await ask(client, { model: 'scenario/two-rounds', name, content: 'Go ahead.', functions: ['look_up'] })
    await untilStatus(client, run, 'requires_action')
    await runs.filterByStatus('requires_action')
    await expect(runs.row(name)).toBeVisible()
    await client.beta.threads.runs.cancel(run.id, { thread_id: run.thread_id })
    await expect(runs.row(name)).toBeHidden()
    await runs.clearFilters()
  })

  await test.step('tells in which thread a run is, as the thread is called now', async () => {
    const name = unique('Reader')
    const title = unique('Orchard')
    const run = await ask(client, { model: 'scripted', name, content: 'What of the pears?' })
    await untilStatus(client, run, 'completed')
    await expect(runs.row(name).getByRole('link', { name: 'What of the pears?' })).toBeVisible()
    await page.request.post(`/api/connections/embedded/threads/${run.thread_id}`, { data: { title } })
    const link = runs.row(name).getByRole('link', { name: title })
    await expect(link).toHaveAttribute('title', run.thread_id)
    await link.click()
    await expect(page.getByRole('heading', { level: 1 })).toContainText(title)
  })
})

test('back and forward go through the choices, and stay on the page', async ({ client, page, runs, words }) => {
  const name = unique('Choices')
  const run = await ask(client, { model: 'scenario/server-error', name, content: 'Go ahead.' })
  await untilStatus(client, run, 'failed')
  await runs.open()
  const failed = page.getByRole('button', { name: new RegExp(`^${words('status.failed')}`) })
  const expectChoices = async (choice: {
    readonly failed: boolean
    readonly assistant: string
    readonly q: string
  }) => {
    await expect(failed).toHaveAttribute('aria-pressed', String(choice.failed))
    await expect(runs.assistant).toContainText(choice.assistant)
    await expect(page.getByRole('searchbox')).toHaveValue(choice.q)
  }
  const none = { failed: false, assistant: words('runs.filter.all_assistants'), q: '' }
  const byStatus = { ...none, failed: true }
  const all = { failed: true, assistant: name, q: name }

  await runs.filterByStatus('failed')
  await expectChoices(byStatus)
  await runs.filterByAssistant(name)
  await runs.search(name.slice(0, 4))
  await expect(page).toHaveURL(/q=Choi$/)
  await runs.search(name)
  await expect(page).toHaveURL(/q=Choices/)
  await runs.clearFilters()
  await expectChoices(none)

  for (const choices of [all, byStatus, none]) {
    await page.goBack()
    await expectChoices(choices)
  }
  for (const choices of [byStatus, all, none]) {
    await page.goForward()
    await expectChoices(choices)
  }
})

test('finds runs by words, Chinese ones too, and cancels many at once', async ({ client, pageErrors, page, runs }) => {
  const name = unique('订单')
  const start = () =>
    ask(client, { model: 'scenario/two-rounds', name, content: `${name} 在哪里？`, functions: ['look_up'] })
  const held = [await start(), await start(), await start()]
  for (const run of held) await untilStatus(client, run, 'requires_action')
  await page.addInitScript((ms) => {
    const now = Date.now.bind(Date)
    Date.now = () => now() + ms
  }, 2 * 3_600_000)
  await runs.open()
  await runs.search(name)
  await expect(runs.rows).toHaveCount(3)
  await expect(runs.rows.first(), 'whatever this machine’s clock says').toContainText('just now')
  await expect(page).toHaveURL(/q=/)

  const error = { message: 'The disk is full.', type: 'server_error', param: null, code: null }
  await page.route(`**/runs/${held[0]!.id}/cancel`, (route) => route.fulfill({ status: 500, json: { error } }))
  pageErrors.expect(/500 \(Internal Server Error\)/)
  await runs.rows.first().focus()
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.press('Delete')
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Cancel 3 runs' }).click()
  await expect(dialog.getByRole('alert').getByRole('listitem')).toContainText([/The disk is full/])
  await page.unroute(`**/runs/${held[0]!.id}/cancel`)
  await dialog.getByRole('button', { name: 'Try these again' }).click()
  await expect(dialog).toBeHidden()
  for (const run of held) await untilStatus(client, run, 'cancelled')
  await expect(runs.rows.filter({ hasText: 'cancelled' })).toHaveCount(3)
  await expect(runs.rows.first(), 'the focus is where it was').toBeFocused()
})
