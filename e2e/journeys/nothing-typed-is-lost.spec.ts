import type OpenAI from 'openai'
import { ask, createAssistant, untilStatus } from '../fixtures/seed'
import { expect, test } from '../fixtures/test'
import { reload } from '../pages/visit'

const questionsIn = async (client: OpenAI, thread: string) =>
  (await client.beta.threads.messages.list(thread)).data.filter(({ role }) => role === 'user').length

test('an unsent message stays until it is sent, and is sent once', async ({
  client,
  pageErrors,
  overview,
  page,
  shell,
  thread,
  words,
}) => {
  pageErrors.expect(/net::ERR_FAILED/)
  const { id: assistant } = await createAssistant(client, { model: 'scripted' })
  const { id } = await client.beta.threads.create()
  await thread.open(id, { assistant })
  await test.step('it and its options are there after a look elsewhere and a reload, until they are sent', async () => {
    await thread.box.fill('It took ten minutes to write this.')
    await thread.setOptions({ model: 'scripted', additional: 'Be brief.' })
    await shell.goTo('threads')
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(words('threads.title'))
    await page.goBack()
    await expect(thread.box).toHaveValue('It took ten minutes to write this.')
    await reload(page)
    await expect(thread.box).toHaveValue('It took ten minutes to write this.')
    await expect(thread.composer).toContainText(words('thread.options.set', { count: 2 }))

    // Pressed again before anything is drawn, as on a busy page.
    const key = page.waitForRequest(/\/messages$/).then((request) => request.headers()['idempotency-key'])
    await thread.composer.evaluate((form: HTMLFormElement) => [form.requestSubmit(), form.requestSubmit()])
    await thread.expectLatestRun('completed')
    expect(await key).toMatch(/^[0-9a-f]{32}$/)
    expect(await questionsIn(client, id)).toBe(1)
    await reload(page)
    await expect(thread.box).toHaveValue('')
  })

  await test.step('one whose answer was lost is sent again with the key it had', async () => {
    const keys: (string | undefined)[] = []
    await page.route(/\/v1\/threads\/[^/]+\/messages$/, async (route) => {
      keys.push(route.request().headers()['idempotency-key'])
      if (keys.length > 1) return route.continue()
      await route.fetch()
      await route.abort()
    })
    await thread.say('Only once.')
    await expect(thread.composer.getByText(words('errors.not_reached.title'))).toBeVisible()
    await reload(page)
    await thread.box.press('Enter')
    await expect(thread.runs).toHaveCount(2)
    await thread.expectLatestRun('completed')
    expect(keys[0]).toBeDefined()
    expect(keys[1]).toBe(keys[0])
  })

  await test.step('that of a template is not offered again on the way back', async () => {
    await page.unrouteAll()
    await shell.goTo('overview')
    await overview.startTemplate('emperor')
    await expect(thread.box).not.toHaveValue('')
    await thread.box.press('Enter')
    await thread.expectLatestRun('completed')
    await shell.goTo('runs')
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(words('runs.title'))
    await page.goBack()
    await thread.expectLatestRun('completed')
    await expect(thread.box).toHaveValue('')
  })
})

test('half-written outputs and settings are there after a look elsewhere and a reload', async ({
  assistantForm,
  client,
  page,
  shell,
  thread,
  words,
}) => {
  const run = await ask(client, { model: 'scenario/parallel-tools', content: 'Go.', functions: ['look_up'] })
  await untilStatus(client, run, 'requires_action')
  await thread.open(run.thread_id)
  await thread.outputs.write('look_up 1/2', '{"found": ')
  await shell.goTo('threads')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(words('threads.title'))
  await page.goBack()
  await expect(thread.outputs.outputOf('look_up 1/2')).toHaveValue('{"found": ')
  await reload(page)
  await expect(thread.outputs.outputOf('look_up 1/2')).toHaveValue('{"found": ')
  await thread.outputs.write('look_up 1/2', '{"found": 1}')
  await thread.outputs.write('look_up 2/2', '{"found": 2}')
  await thread.outputs.sendButton(2).click()
  await thread.expectLatestRun('completed')

  await assistantForm.open(run.assistant_id)
  await assistantForm.fill('instructions', 'Say it in verse.')
  page.once('dialog', (dialog) => void dialog.accept())
  await reload(page)
  await expect(assistantForm.field('instructions')).toHaveValue('Say it in verse.')
  await expect(page.getByText(words('assistants.form.unsaved'))).toBeVisible()
  await expect(page.getByText(words('assistants.form.changed_elsewhere'))).toBeHidden()
})

test('back from a run the thread stands where it stood; deleted elsewhere, it says so and keeps what was typed', async ({
  client,
  pageErrors,
  inspector,
  page,
  thread,
  words,
}) => {
  pageErrors.expect(/404 \(Not Found\)/)
  const { id: assistant } = await createAssistant(client, { model: 'scripted' })
  const { id } = await client.beta.threads.create()
  for (const number of [1, 2, 3, 4, 5, 6]) {
    const content = `Question ${number}. ${'Some words of it. '.repeat(60)}`
    await client.beta.threads.messages.create(id, { role: 'user', content })
    await client.beta.threads.runs.createAndPoll(id, { assistant_id: assistant }, { pollIntervalMs: 20 })
  }
  await thread.open(id)
  await expect(thread.questions.last()).toBeInViewport()
  await thread.questions.nth(2).evaluate((question) => question.scrollIntoView({ block: 'start' }))
  await expect(thread.questions.last()).not.toBeInViewport()
  await thread.runs.last().click()
  await inspector.expectStatus('completed')
  await page.goBack()
  await expect(thread.questions.nth(2)).toBeInViewport()
  await expect(thread.questions.last()).not.toBeInViewport()

  await thread.box.fill('Not sent yet.')
  await client.beta.threads.delete(id)
  await expect(page.getByRole('alert').filter({ hasText: words('errors.gone.thread') })).toBeVisible()
  await expect(thread.sendButton).toBeDisabled()
  await expect(thread.runs, 'what was there stays to be read').toHaveCount(6)
  await expect(thread.box).toHaveValue('Not sent yet.')
})
