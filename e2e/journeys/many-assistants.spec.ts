import type OpenAI from 'openai'
import { ask, createAssistant, unique, untilStatus } from '../fixtures/seed'
import { expect, test } from '../fixtures/test'
import { reload } from '../pages/visit'

/** As many as a page of the list has. */
const PAGE = 100

/** Makes so many assistants that those made before stand on no first page. */
const bury = (client: OpenAI) =>
  Promise.all(Array.from({ length: PAGE }, () => createAssistant(client, { model: 'scripted' })))

test('every assistant is known by name, however many were made after it', async ({
  assistants,
  client,
  pageErrors,
  page,
  palette,
  runs,
  thread,
  words,
}) => {
  const [first, second, far] = [unique('Old'), unique('Older'), unique('Far')]
  await createAssistant(client, { model: 'scripted', name: second })
  const { id: assistant } = await createAssistant(client, { model: 'scripted', name: first })
  const held = await ask(client, { model: 'scenario/server-error', name: far, content: 'Go ahead.' })
  await untilStatus(client, held, 'failed')
  const farther = await createAssistant(client, { model: 'scripted', name: unique('Farther') })
  const twin = { model: 'scripted', name: unique('Twin') } as const
  const older = await createAssistant(client, twin)
  const newer = await createAssistant(client, twin)
  await bury(client)
  await test.step('the palette and the filter of runs know it', async () => {
    await runs.open()
    await runs.filterByAssistant(farther.name!)
    await expect(runs.rows).toHaveCount(0)
    await runs.filterByAssistant(far)
    await expect(runs.rows).toHaveCount(1)
    await expect(page).toHaveURL(new RegExp(`assistant=${held.assistant_id}`))
    await reload(page)
    await expect(runs.assistant, 'by its name').toContainText(far)

    await palette.open()
    await page.keyboard.type(twin.name)
    await expect(palette.options, 'told apart').toContainText([newer.id.slice(-6), older.id.slice(-6)])
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL(new RegExp(`${older.id}$`))
  })

  await test.step('a search that cannot reach the rest says so, and can go on', async () => {
    await assistants.open()
    const error = { message: 'Too many lists were asked for.', type: 'rate_limit_error', param: null, code: null }
    pageErrors.expect(/429 \(Too Many Requests\)/)
    const rest = /assistants\?.*after=/
    await page.route(rest, (route) => route.fulfill({ status: 429, json: { error } }))
    await assistants.search(farther.name!)
    await expect(page.getByRole('main')).toContainText('Too many lists were asked for.')
    await expect(page.getByRole('heading', { name: words('assistants.no_match.title') })).toBeHidden()
    await page.unroute(rest)
    await page
      .getByRole('main')
      .getByRole('button', { name: words('common.retry') })
      .click()
    await expect(assistants.row(farther.name!)).toBeVisible()
  })

  const { id } = await client.beta.threads.create()

  await test.step('it answers: by the address, then by the latest run', async () => {
    await thread.open(id, { assistant })
    await expect(thread.assistant).toContainText(first)
    await thread.say('Who are you?')
    await thread.expectLatestRun('completed')
    await expect(thread.runs.first()).toContainText(first)
    await thread.open(id)
    await expect(thread.assistant).toContainText(first)
  })

  await test.step('one that is deleted is missed, while one looks and after a reload', async () => {
    pageErrors.expect(/404 \(Not Found\)/)
    await thread.box.fill('Are you still there?')
    await expect(thread.sendButton).toBeEnabled()
    await client.beta.assistants.delete(assistant)
    for (const again of [async () => {}, () => reload(page)]) {
      await again()
      await thread.box.fill('Are you still there?')
      await expect(thread.composer).toContainText(words('thread.composer.reason.assistant_gone'))
      await expect(thread.assistant).toContainText(words('thread.composer.choose_assistant'))
      await expect(thread.sendButton).toBeDisabled()
    }
  })

  await test.step('any other can be chosen', async () => {
    await thread.chooseAssistant(second)
    await thread.sendButton.click()
    await expect(thread.runs).toHaveCount(2)
    await expect(thread.runs.first()).toContainText(second)
    await thread.expectLatestRun('completed')
  })
})
