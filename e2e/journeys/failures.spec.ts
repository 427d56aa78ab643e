import { at } from '../pages/paths'
import { ask, createAssistant, untilStatus } from '../fixtures/seed'
import { expect, test } from '../fixtures/test'
import { reload } from '../pages/visit'
import { createRunInspector } from '../pages/run-inspector'

const endings = [
  {
    model: 'scenario/rate-limited',
    status: 'failed',
    title: 'The model’s server refused: too many requests.',
    said: 'refuses every request',
    next: 'Wait as long as it asks for',
  },
  {
    model: 'scenario/server-error',
    status: 'failed',
    title: 'The model or its server failed.',
    said: 'fails in the middle of its answer',
    next: 'check the model’s server and the name of the model',
  },
  {
    model: 'scenario/max-tokens',
    status: 'incomplete',
    title: 'Stopped at the limit of output tokens.',
    said: 'No limit was set here',
    next: 'What was written is kept.',
  },
] as const

test('tells in words how runs end that are not completed', async ({
  client,
  context,
  inspector,
  page,
  runs,
  thread,
  words,
}) => {
  const ended: { readonly name: string; readonly status: string }[] = []
  const main = page.getByRole('main')
  for (const { model, status, title, said, next } of endings) {
    await test.step(`${model}, in the thread and on the run's page`, async () => {
      const { id, name } = await createAssistant(client, { model })
      const { id: threadId } = await client.beta.threads.create()
      await thread.open(threadId, { assistant: id })
      await thread.say('Go ahead.')
      await thread.expectLatestRun(status)
      for (const text of [title, said, next]) await expect(main).toContainText(text)

      await thread.inspectLatest()
      await inspector.expectStatus(status)
      for (const text of [title, said, next]) await expect(main).toContainText(text)
      await expect(main.getByText(said), 'told once').toHaveCount(1)
      await main.getByRole('button', { name: `thread.run.${status}` }).click()
      await expect(page, 'leads to the event that it rests on').toHaveURL(/[?&]event=\d/)
      ended.push({ name: name ?? '', status })
    })
  }

  // Its 20 seconds pass while the others are looked at.
  const unanswered = await context.newPage()
  const watched = createRunInspector(unanswered, words)
  const countdown = unanswered.getByText(/^Expires in/)
  await test.step('a run that nobody answers counts down to its end', async () => {
    const run = await ask(client, { model: 'scenario/expires-soon', content: 'Go ahead.', functions: ['look_up'] })
    await untilStatus(client, run, 'requires_action')
    await watched.open(run)
    await expect(countdown).toBeVisible()
    const before = await countdown.textContent()
    await expect(countdown, 'it runs').not.toHaveText(before ?? '')
    await unanswered.getByRole('button', { name: words('findings.step.answer'), exact: true }).click()
    await expect(watched.outputs.card.locator(':focus'), 'the next step leads there').toBeVisible()
    await expect(unanswered.getByText(words('findings.near_expiry.title'))).toBeVisible({ timeout: 15_000 })
  })

  await test.step('the tab can be told from others', async () => {
    await reload(page)
    const [last] = ended.slice(-1)
    await expect(page).toHaveTitle(`Run of ${last?.name} · ${last?.status} · Assistants Playground`)
  })

  await test.step('the list tells how each of them ended', async () => {
    await runs.open()
    for (const { name, status } of ended) await expect(runs.row(name)).toContainText(status)
    await expect(runs.row(ended[0]?.name ?? '')).toContainText(`${words('runs.failed.rate_limit')}: The scenario`)
  })

  await test.step('the run that nobody answered expires', async () => {
    await expect(unanswered.getByText('Expired after 20 s: the run did not finish in time.')).toBeVisible({
      timeout: 25_000,
    })
    await watched.expectStages('queued', 'in_progress', 'requires_action', 'expired')
    await expect(watched.outputs.card).toBeHidden()
    await expect(countdown).toBeHidden()
  })
})

test('leads from what is gone to its list, and offers no second try', async ({ assistantForm, pageErrors, page }) => {
  pageErrors.expect(/404 \(Not Found\)/)
  const heading = page.getByRole('heading', { level: 1 })
  for (const { what, list, path } of [
    { what: 'a thread', list: 'Threads', path: at.thread('thread_none') },
    { what: 'a run', list: 'Runs', path: at.run({ id: 'run_none', thread_id: 'thread_none' }) },
  ]) {
    await test.step(what, async () => {
      await page.goto(path)
      const gone = page.getByRole('alert').filter({ hasText: 'Not found' })
      await expect(gone).toBeVisible()
      await expect(gone.getByRole('button')).toHaveCount(0)
      await expect(heading).not.toBeEmpty()
      await expect(page).toHaveTitle(/^Not found · Assistants Playground$/)
      await gone.getByRole('link', { name: list }).click()
      await expect(heading).toHaveText(list)
    })
  }
  await test.step('an assistant', async () => {
    await assistantForm.open('asst_gone')
    await expect(page.getByRole('main')).toContainText('Not found')
    await expect(heading).not.toBeEmpty()
  })
})
