import { ask, unique, untilStatus } from '../fixtures/seed'
import { expect, test } from '../fixtures/test'
import { reload } from '../fixtures/visit'

test('finds runs by status and assistant, and keeps the choice in the address', async ({ client, page, runs }) => {
  const waiting = unique('Waiting')
  const failing = unique('Failing')
  const content = 'Go ahead.'
  const held = await ask(client, { model: 'scenario/two-rounds', name: waiting, content, functions: ['look_up'] })
  const failed = await ask(client, { model: 'scenario/rate-limited', name: failing, content })
  await untilStatus(client, held, 'requires_action')
  await untilStatus(client, failed, 'failed')

  await runs.open()
  await expect(runs.row(waiting)).toContainText('Waiting for the output of look_up')
  await expect(runs.row(failing)).toContainText('rate limit')
  await runs.filterByStatus('requires_action')
  await expect(runs.row(failing)).toBeHidden()
  await expect(runs.row(waiting)).toBeVisible()
  await expect(page).toHaveURL(/status=requires_action/)
  await reload(page)
  await expect(runs.row(waiting)).toBeVisible()
  await expect(runs.row(failing)).toBeHidden()

  await runs.filterByAssistant(failing)
  await expect(page.getByRole('heading', { name: 'No run fits' })).toBeVisible()
  await runs.clearFilters()
  await expect(runs.row(failing)).toBeVisible()
  await runs.filterByAssistant(failing)
  await expect(runs.rows).toHaveCount(1)

  await runs.row(failing).getByRole('link', { name: failing }).click()
  await expect(page).toHaveURL(new RegExp(failed.id))
  await page.goBack()
  await expect(runs.rows, 'back leads to the same choice').toHaveCount(1)
})

test('a run leaves the list that it no longer belongs to', async ({ client, runs }) => {
  const name = unique('Leaving')
  const run = await ask(client, { model: 'scenario/two-rounds', name, content: 'Go ahead.', functions: ['look_up'] })
  await untilStatus(client, run, 'requires_action')
  await runs.open()
  await runs.filterByStatus('requires_action')
  await expect(runs.row(name)).toBeVisible()
  await client.beta.threads.runs.cancel(run.id, { thread_id: run.thread_id })
  await expect(runs.row(name)).toBeHidden()
})
