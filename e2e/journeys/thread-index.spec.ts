// The threads of another server on this wire: all that it lists, those that are added by ids, and those that it loses.
import { axeViolations } from '../fixtures/axe-violations'
import { unique } from '../fixtures/seed'
import { createClient, expect, test } from '../fixtures/test'
import { visit } from '../pages/visit'

test('has the threads of another server, by its list and by their ids, and keeps what it loses', async ({
  launch,
  page,
  pageErrors,
  threads,
  words,
}) => {
  // Of its own: each thread that others make takes its time to be read.
  const server = await launch({ pages: false })
  const client = createClient(server)
  const mark = unique('elsewhere')
  const create = (content: string) =>
    client.beta.threads.create({ messages: [{ role: 'user', content: `${mark} ${content}` }] })
  const [kept, lost] = [await create('apples'), await create('pears')]
  const own = await launch({
    env: {
      CONNECTION_LISTED_KIND: 'playground',
      CONNECTION_LISTED_URL: `${server.url}/v1`,
      CONNECTION_SEEN_KIND: 'openai',
      CONNECTION_SEEN_URL: `${server.url}/v1`,
    },
  })

  await test.step('reads the whole list where there is one', async () => {
    await visit(page, `${own.url}/listed/threads`)
    const note = page.getByRole('region', { name: words('threads.index.label') })
    await expect(note).toContainText('threads are here')
    await threads.search(mark)
    await expect(threads.names).toHaveText([`${mark} pears`, `${mark} apples`])
    await page.getByRole('combobox', { name: words('threads.filter.time') }).selectOption('Created today')
    await expect(page).toHaveURL(/created=today/)
    await expect(threads.names).toHaveCount(2)
    await page.getByRole('combobox', { name: words('threads.filter.status') }).selectOption('failed')
    await expect(page.getByRole('heading', { name: 'Nothing found' })).toBeVisible()
    await page.goBack()
    await expect(threads.names).toHaveCount(2)
    await page.getByRole('button', { name: words('threads.filter.clear') }).click()
    await expect(page).toHaveURL(/threads$/)
  })

  await test.step('adds threads by ids in a pasted text, by keyboard', async () => {
    pageErrors.expect(/404/)
    await visit(page, `${own.url}/seen/threads`)
    await expect(page.getByText('Threads seen here since')).toBeVisible()
    await page.getByRole('button', { name: words('threads.add.action') }).press('Enter')
    const dialog = page.getByRole('dialog', { name: words('threads.add.title') })
    await expect(dialog.getByRole('textbox')).toBeFocused()
    await dialog.getByRole('textbox').fill(`{"thread_id": "${kept.id}"}, ${lost.id}; thread_unknown1`)
    await expect(dialog.getByRole('status')).toHaveText('3 ids found')
    await dialog.getByRole('button', { name: 'Add 3 threads' }).press('Enter')
    await expect(dialog.getByRole('status').first()).toHaveText('2 added · 1 unknown to the server')
    await expect(dialog.getByRole('listitem').first()).toContainText('thread_unknown1')
    expect(await axeViolations(page)).toEqual([])
    await dialog
      .getByRole('button', { name: words('common.close') })
      .last()
      .click()
    await expect(threads.names).toHaveText([`${mark} pears`, `${mark} apples`])
  })

  await test.step('keeps a thread that its server has no more', async () => {
    await client.beta.threads.delete(lost.id)
    await threads.row(`${mark} pears`).getByRole('link').click()
    await expect(page.getByText(words('thread.gone_there.title'))).toBeVisible()
    await expect(page.getByText(words('thread.composer.reason.thread_gone_there'))).toBeVisible()
    await page.goBack()
    await expect(threads.row(`${mark} pears`)).toContainText(words('threads.gone.mark'))
    await page.getByRole('button', { name: /^Gone/ }).click()
    await expect(threads.names).toHaveText([`${mark} pears`])
    expect(await axeViolations(page)).toEqual([])
  })

  await test.step('reads the whole list of one where a test has found it', async () => {
    expect((await page.request.post(`${own.url}/api/settings/connections/seen/test`)).ok()).toBe(true)
    await visit(page, `${own.url}/seen/threads`)
    const note = page.getByRole('region', { name: words('threads.index.label') })
    await expect(note).toContainText('its 1 thread is here')
  })

  await test.step('says why the built-in backend adds none, and where they come in', async () => {
    await visit(page, `${own.url}/embedded/threads`)
    await page.getByRole('button', { name: words('threads.add.action') }).click()
    await page
      .getByRole('dialog')
      .getByRole('link', { name: words('threads.add.move_in') })
      .click()
    await expect(page).toHaveURL(`${own.url}/transfer`)
  })
})
