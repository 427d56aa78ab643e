import type OpenAI from 'openai'
import { ask, createAssistant, unique, untilStatus } from '../fixtures/seed'
import { expect, test } from '../fixtures/test'
import { reload } from '../fixtures/visit'

/** As many as a page of the list has. */
const PAGE = 100

/** Makes so many assistants that those made before stand on no first page. */
const bury = (client: OpenAI) =>
  Promise.all(Array.from({ length: PAGE }, () => createAssistant(client, { model: 'scripted' })))

test('the assistant that was asked for answers, however old it is, and no other in its place', async ({
  client,
  complaints,
  page,
  thread,
  words,
}) => {
  const [first, second] = [unique('Old'), unique('Older')]
  await createAssistant(client, { model: 'scripted', name: second })
  const { id: assistant } = await createAssistant(client, { model: 'scripted', name: first })
  await bury(client)
  const { id } = await client.beta.threads.create()

  await test.step('by the address, then by the latest run', async () => {
    await thread.open(id, { assistant })
    await expect(thread.assistant).toContainText(first)
    await thread.say('Who are you?')
    await thread.expectLatestRun('completed')
    await expect(thread.runs.first()).toContainText(first)
    await thread.open(id)
    await expect(thread.assistant).toContainText(first)
  })

  await test.step('one that is deleted is missed, while one looks and after a reload', async () => {
    complaints.expect(/404 \(Not Found\)/)
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

test('the palette and the filter of runs know every assistant by name', async ({ client, page, palette, runs }) => {
  const [first, second] = [unique('Far'), unique('Farther')]
  const held = await ask(client, { model: 'scenario/server-error', name: first, content: 'Go ahead.' })
  await untilStatus(client, held, 'failed')
  const { id } = await createAssistant(client, { model: 'scripted', name: second })
  const twin = await createAssistant(client, { model: 'scripted', name: second })
  await bury(client)
  await runs.open()
  await runs.filterByAssistant(second)
  await expect(runs.rows).toHaveCount(0)
  await runs.filterByAssistant(first)
  await expect(runs.rows).toHaveCount(1)
  await expect(page).toHaveURL(new RegExp(`assistant=${held.assistant_id}`))
  await reload(page)
  await expect(runs.assistant, 'by its name').toContainText(first)

  await palette.open()
  await page.keyboard.type(second)
  await expect(palette.options, 'told apart').toContainText([twin.id.slice(-6), id.slice(-6)])
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(new RegExp(`${id}$`))
})

test('a search that cannot reach the rest of the assistants says so, and can go on', async ({
  assistants,
  client,
  complaints,
  page,
  words,
}) => {
  const name = unique('Farthest')
  await createAssistant(client, { model: 'scripted', name })
  await bury(client)
  await assistants.open()
  const error = { message: 'Too many lists were asked for.', type: 'rate_limit_error', param: null, code: null }
  complaints.expect(/429 \(Too Many Requests\)/)
  const rest = /assistants\?.*after=/
  await page.route(rest, (route) => route.fulfill({ status: 429, json: { error } }))
  await assistants.search(name)
  await expect(page.getByRole('main')).toContainText('Too many lists were asked for.')
  await expect(page.getByRole('heading', { name: words('assistants.no_match.title') })).toBeHidden()
  await page.unroute(rest)
  await page
    .getByRole('main')
    .getByRole('button', { name: words('common.retry') })
    .click()
  await expect(assistants.row(name)).toBeVisible()
})
