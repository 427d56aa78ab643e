import type { Page } from '@playwright/test'
import { ask, createAssistant, unique, untilStatus } from '../fixtures/seed'
import { expect, test } from '../fixtures/test'
import { reload } from '../pages/visit'

/** 20 pixels wide and 40 high. */
const PORTRAIT = 'iVBORw0KGgoAAAANSUhEUgAAABQAAAAoAQAAAADWSud2AAAADElEQVR42mNgGNwAAACgAAGO+7G0AAAAAElFTkSuQmCC'

test('lets another assistant answer, and remembers which', async ({ client, page, thread }) => {
  const [first, second] = [unique('First'), unique('Second')]
  const { id: assistant } = await createAssistant(client, { model: 'scripted', name: first })
  await createAssistant(client, { model: 'scripted', name: second })
  const { id } = await client.beta.threads.create()
  await thread.open(id, { assistant })
  await thread.say('Who are you?')
  await thread.expectLatestRun('completed')
  await expect(page.getByRole('heading', { level: 1 }), 'called as its first message').toHaveText('Who are you?')
  await expect(page).toHaveTitle(/^Who are you\? · /)
  const answer = (await thread.answers.locator('p').first().textContent()) ?? 'nothing'
  await expect(page.getByRole('main').getByRole('status').filter({ hasText: answer }), 'read out').toHaveCount(1)
  await expect(thread.runs.first()).toContainText(first)
  await thread.chooseAssistant(second)
  await thread.say('And you?')
  await expect(thread.runs).toHaveCount(2)
  await expect(thread.runs.first()).toContainText(second)
  await thread.expectLatestRun('completed')
  await thread.open(id)
  await expect(thread.assistant).toContainText(second)
})

test('runs a message with other settings than the assistant has', async ({ client, pageErrors, page, thread }) => {
  const { id: assistant } = await createAssistant(client, { model: 'scenario/server-error' })
  const { id } = await client.beta.threads.create()
  await thread.open(id, { assistant })
  await thread.setOptions({ model: 'scripted', additional: '每句话回复前都加上我是秦始皇' })
  await expect(thread.composer).toContainText('2 options set')
  await thread.box.fill('hello world')
  await thread.openOptions()
  await thread.options.getByLabel('Max output tokens').fill('100')
  await thread.options.getByLabel('Tool choice').selectOption('At least one call')
  await expect(thread.options).toContainText('A whole number of 256 or more.')
  await expect(thread.options).toContainText('There is no function that could be called.')
  await page.keyboard.press('Escape')
  await expect(thread.composer.getByRole('button', { name: 'Send' })).toBeDisabled()
  await expect(thread.composer).toContainText('Options: 2 to correct')
  await thread.openOptions()
  await thread.options.getByLabel('Max output tokens').fill('300')
  await thread.options.getByLabel('Tool choice').selectOption('The model decides')
  await thread.options.getByLabel('Truncation').selectOption('The last messages')
  await thread.options.getByRole('textbox', { name: 'Last messages' }).fill('2')
  await thread.options.getByLabel('Other fields (JSON)').fill('{"metadata": {"order": "42"}, "nonsense": 1}')
  await page.keyboard.press('Escape')
  pageErrors.expect(/400 \(Bad Request\)/)
  await thread.box.press('Enter')
  await expect(thread.composer).toContainText("Unknown parameter: 'nonsense'.")
  await thread.openOptions()
  const other = thread.options.getByLabel('Other fields (JSON)')
  await expect(other).toHaveAccessibleDescription(/Unknown parameter: 'nonsense'\./)
  await other.fill('{"metadata": {"order": "42"}}')
  await page.keyboard.press('Escape')
  await thread.runButton.click()
  await thread.expectLatestRun('completed')
  await expect(thread.answers).toHaveText(/^我是秦始皇/)
  const [run] = (await client.beta.threads.runs.list(id)).data
  expect(run).toMatchObject({
    model: 'scripted',
    assistant_id: assistant,
    max_completion_tokens: 300,
    truncation_strategy: { type: 'last_messages', last_messages: 2 },
    metadata: { order: '42' },
  })
})

test('a message is kept, shown and deleted; the thread is renamed and deleted', async ({
  client,
  pageErrors,
  page,
  thread,
  words,
}) => {
  pageErrors.expect(/503 \(Service Unavailable\)/)
  const { id: assistant } = await createAssistant(client, { model: 'scripted' })
  const { id } = await client.beta.threads.create()
  await thread.open(id, { assistant })
  await test.step('a message is kept when its run does not start, and can be run then', async () => {
    const error = { message: 'No worker is free.', type: 'server_error', param: null, code: null }
    await page.route('**/runs', (route) => route.fulfill({ status: 503, json: { error } }))
    await thread.say('hello world')
    await expect(thread.composer).toContainText('Your message is saved in the thread. Only its run did not start.')
    await expect(thread.composer).toContainText('No worker is free.')
    await expect(thread.box).toHaveValue('')
    await page.unroute('**/runs')
    await thread.runButton.click()
    await thread.expectLatestRun('completed')
    await expect(thread.questions, 'nothing was said twice').toHaveCount(1)
  })

  await test.step('it can be looked at as JSON and deleted', async () => {
    const answer = thread.answers.first()
    await answer.hover()
    await answer.getByRole('button', { name: 'Show as JSON' }).click()
    await expect(page.getByRole('dialog')).toContainText('"object": "thread.message"')
    await page.keyboard.press('Escape')
    await answer.getByRole('button', { name: 'Delete message' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Delete message' }).click()
    await expect(thread.answers).toHaveCount(0)
    const { data } = await client.beta.threads.messages.list(id)
    expect(data.map(({ role }) => role)).toEqual(['user'])
  })

  await test.step('what is written while a message is on its way stays in the box', async () => {
    let letPass = () => {}
    const mayPass = new Promise<void>((resolve) => (letPass = resolve))
    await page.route('**/messages', (route) => mayPass.then(() => route.continue()))
    await thread.say('hello again')
    await thread.box.press('End')
    await thread.box.pressSequentially(' and more')
    letPass()
    await expect(thread.questions.last()).toContainText('hello again')
    await expect(thread.box).toHaveValue(' and more')
    await expect(thread.runs).toHaveCount(2)
    await thread.expectLatestRun('completed')
    await thread.box.fill('')
  })

  await test.step('is renamed and deleted from its own page', async () => {
    const title = unique('Renamed')
    await thread.choose('rename')
    await page.getByRole('dialog').getByRole('textbox').fill(title)
    await page.request.post(`/api/connections/embedded/threads/${id}`, { data: { title: 'Elsewhere' } })
    await expect(page.getByRole('dialog').getByRole('status')).toContainText('Elsewhere')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(title)
    await thread.choose('delete')
    await page
      .getByRole('dialog')
      .getByRole('button', { name: words('common.delete') })
      .click()
    await expect(page).toHaveURL(/\/threads$/)
    await reload(page)
    await expect.poll(() => client.beta.threads.retrieve(id).catch(({ status }) => status), 'sent by leaving').toBe(404)
  })
})

test('what the page can do stands in the palette', async ({ client, page, palette, shell, thread, threads, words }) => {
  const { id } = await client.beta.threads.create({ messages: [{ role: 'user', content: 'to be renamed' }] })
  await thread.open(id)
  await palette.open()
  await page.keyboard.type(words('common.rename'))
  await page.keyboard.press('Enter')
  const field = page.getByRole('dialog').getByRole('textbox')
  await expect(field).toBeFocused()
  await field.fill('Renamed by key')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Renamed by key')
  await page.keyboard.press('c')
  await expect(thread.box).toBeFocused()
  await page.keyboard.type('c')
  await expect(thread.box, 'in a field a key is a letter').toHaveValue('c')
  await shell.goTo('threads')
  await expect(threads.row('Renamed by key')).toBeVisible()
})

test.describe('while an answer grows', () => {
  test.use({ baseURL: ({ held }, use) => use(held.server.url) })

  const journeys = [
    ['the page follows its end until the reader leaves it', async () => {}],
    ['a browser without scroll anchoring does so, too', withoutAnchoring],
  ] as const
  for (const [title, prepare] of journeys) {
    test(title, async ({ held, page, thread }) => {
      await prepare(page)
      const { id: assistant } = await createAssistant(held.client, { model: 'held' })
      const { id } = await held.client.beta.threads.create()
      await thread.open(id, { assistant })
      await thread.say('Tell me everything.')
      const answer = await held.model.asked()
      const paragraphs = (from: number) =>
        Array.from({ length: 30 }, (_, index) => `Paragraph ${from + index}.\n\n`).join('')
      answer.write(paragraphs(0))
      await expect(thread.answers.getByText('Paragraph 29.')).toBeInViewport()
      await thread.answers.getByText('Paragraph 0.').scrollIntoViewIfNeeded()
      const jump = page.getByRole('button', { name: 'Jump to latest' })
      await expect(jump).toBeVisible()
      answer.write(paragraphs(30))
      await expect(thread.answers).toContainText(['Paragraph 59.'])
      await expect(thread.answers.getByText('Paragraph 0.'), 'the reader is left alone').toBeInViewport()
      await jump.click()
      await expect(thread.answers.getByText('Paragraph 59.')).toBeInViewport()
      answer.end()
      await thread.expectLatestRun('completed')
    })
  }
})

/** Takes scroll anchoring from the page's browser, and what would tell it that it had it. */
async function withoutAnchoring(page: Page) {
  await page.addInitScript(() => {
    const supports = CSS.supports.bind(CSS)
    CSS.supports = (name: string, value?: string) =>
      name !== 'overflow-anchor' && (value === undefined ? supports(name) : supports(name, value))
    addEventListener('DOMContentLoaded', () => {
      const sheet = new CSSStyleSheet()
      sheet.replaceSync('* { overflow-anchor: none }')
      document.adoptedStyleSheets.push(sheet)
    })
  })
}

test('shows threads that are long, or hold long messages, pictures and calls', async ({
  client,
  page,
  thread,
  words,
}) => {
  await test.step('loads older messages when the reader comes near, and keeps the place', async () => {
    const { id } = await client.beta.threads.create()
    for (let number = 0; number < 120; number += 1) {
      await client.beta.threads.messages.create(id, { role: 'user', content: `message number ${number}` })
    }
    await thread.open(id)
    await expect(thread.questions).toHaveCount(100)
    await expect(thread.questions.last(), 'a thread opens at its end').toBeInViewport()
    const oldest = thread.questions.getByText('message number 20', { exact: true })
    await oldest.scrollIntoViewIfNeeded()
    await expect(thread.questions).toHaveCount(120)
    await expect(oldest, 'what one reads stays where it is').toBeInViewport()
  })

  await test.step('shows all of a long message from where it was cut, with the keyboard', async () => {
    const lines = Array.from({ length: 3_000 }, (_, index) => `This is line ${index} of a long text.\n`)
    const { id } = await client.beta.threads.create({ messages: [{ role: 'user', content: lines.join('') }] })
    await thread.open(id)
    const showAll = page.getByRole('button', { name: /^Show all/ })
    await expect(showAll).toBeInViewport()
    await showAll.focus()
    await page.keyboard.press('Enter')
    await expect(thread.questions).toContainText('This is line 2999')
    await expect(page.getByRole('button', { name: words('thread.jump') }), 'its end is far away').toBeVisible()
    await expect(thread.questions.locator(':focus'), 'the focus stays in the message').toBeAttached()
  })

  await test.step('keeps the place of a picture free while it loads, and names those that it cannot show', async () => {
    const broken = Buffer.from('no picture').toString('base64')
    const content = [
      `data:image/png;base64,${PORTRAIT}`,
      `data:image/png;base64,${broken}`,
      `data:image/svg+xml;base64,${'PHN2'.repeat(100)}`,
    ].map((url) => ({ type: 'image_url' as const, image_url: { url } }))
    const { id } = await client.beta.threads.create({ messages: [{ role: 'user', content }] })
    let release = () => {}
    const held = new Promise<void>((resolve) => (release = resolve))
    await page.route('**/images/0', async (route) => {
      await held
      await route.continue()
    })
    await thread.open(id)
    const picture = page.getByRole('img', { name: words('thread.picture'), exact: true }).first()
    const before = await picture.boundingBox()
    expect(before).toMatchObject({ width: 20, height: 40 })
    release()
    await expect.poll(() => picture.evaluate((img: HTMLImageElement) => img.naturalHeight)).toBe(40)
    expect(await picture.boundingBox()).toEqual(before)
    await expect(page.getByText(words('thread.picture_unreadable'))).toBeVisible()
    await expect(page.getByText(words('thread.image_url'))).toBeVisible()
    await page.setViewportSize({ width: 390, height: 844 })
    const sticksOutBy = await thread.questions.evaluate((message) => message.scrollWidth - message.clientWidth)
    expect(sticksOutBy, 'a long address stays in its message').toBe(0)
    await page.setViewportSize({ width: 1280, height: 800 })
  })

  await test.step('shows tool calls on one line or in full, and remembers which', async () => {
    const content = 'What is the status?'
    const run = await ask(client, { model: 'scenario/two-rounds', content, functions: ['look_up'] })
    await untilStatus(client, run, 'requires_action')
    await client.beta.threads.runs.cancel(run.id, { thread_id: run.thread_id })
    await untilStatus(client, run, 'cancelled')
    await thread.open(run.thread_id)
    const call = page.getByRole('main').locator('details').filter({ hasText: 'look_up' })
    await expect(call).not.toHaveAttribute('open')
    await thread.toggle(words('thread.call.full'))
    await expect(call).toHaveAttribute('open')
    await expect(call.getByRole('listbox')).toBeVisible()
    await reload(page)
    await expect(call).toHaveAttribute('open')
  })
})
