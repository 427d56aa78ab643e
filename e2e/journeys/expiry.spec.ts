import { ask, untilStatus } from '../fixtures/seed'
import { expect, test } from '../fixtures/test'

test('counts down to the end of a run that nobody answers', async ({ client, inspector, page }) => {
  test.setTimeout(60_000)
  const run = await ask(client, { model: 'scenario/expires-soon', content: 'Go ahead.', functions: ['look_up'] })
  await untilStatus(client, run, 'requires_action')
  await inspector.open(run)
  const countdown = page.getByText(/^Expires in/)
  await expect(countdown).toBeVisible()
  const before = await countdown.textContent()
  await expect(countdown, 'it runs').not.toHaveText(before ?? '')

  await expect(page.getByText('Expired after 20 s: the run was not finished in its time.')).toBeVisible({
    timeout: 25_000,
  })
  await inspector.expectStages('queued', 'in_progress', 'requires_action', 'expired')
  await expect(inspector.outputs.card).toBeHidden()
  await expect(countdown).toBeHidden()
})
