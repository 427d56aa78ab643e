import type OpenAI from 'openai'
import { at } from '../fixtures/paths'
import { ask, unique, untilStatus } from '../fixtures/seed'
import { expect, test } from '../fixtures/test'
import { reload, visit } from '../fixtures/visit'

const createThread = (client: OpenAI, content: string) =>
  client.beta.threads.create({ messages: [{ role: 'user', content }] })

test('renames, finds and deletes threads', async ({ client, page, threads }) => {
  const mark = unique('fruit')
  for (const fruit of ['apples', 'pears', 'plums', 'figs']) await createThread(client, `${mark} ${fruit}`)
  await threads.open()
  await threads.search(mark)
  await expect(threads.names).toHaveText([`${mark} figs`, `${mark} plums`, `${mark} pears`, `${mark} apples`])
  await expect(page, 'the search is in the address').toHaveURL(/\?q=fruit/)

  await threads.rename(`${mark} pears`, `${mark} Orchard`)
  await expect(threads.row(`${mark} Orchard`)).toBeVisible()
  await threads.search(`${mark} orch`)
  await expect(threads.names).toHaveText([`${mark} Orchard`])
  await threads.search('no such thread anywhere')
  await expect(page.getByRole('heading', { name: 'Nothing found' })).toBeVisible()

  await threads.search(mark)
  await expect(threads.names).toHaveCount(4)
  await threads.choose(`${mark} figs`)
  await threads.choose(`${mark} apples`)
  await threads.label(`${mark} ripe`)
  await expect(threads.row(`${mark} figs`)).toContainText(`${mark} ripe`)
  await threads.labels.selectOption({ label: `${mark} ripe (2)` })
  await expect(threads.names).toHaveText([`${mark} figs`, `${mark} apples`])
  await page.getByRole('combobox', { name: 'Order' }).selectOption('Oldest first')
  await expect(threads.names).toHaveText([`${mark} apples`, `${mark} figs`])
  await page.goBack()
  await page.goBack()
  await expect(threads.names).toHaveCount(4)
  await threads.askToDeleteChosen(2)
  await threads.decline()
  await expect(threads.names).toHaveCount(4)
  await threads.askToDeleteChosen(2)
  await threads.confirm()
  await expect(threads.names).toHaveText([/Orchard|plums/, /Orchard|plums/])

  const { href } = await threads
    .row(`${mark} plums`)
    .getByRole('link')
    .evaluate((link: HTMLAnchorElement) => ({ href: link.href }))
  const id = href.slice(href.lastIndexOf('/') + 1)
  const deletePlums = async () => {
    await threads.askToDelete(`${mark} plums`)
    await threads.confirm()
    await expect(threads.names).toHaveText([`${mark} Orchard`])
  }
  await deletePlums()
  await page.getByRole('button', { name: `Undo the deletion of “${mark} plums”` }).click()
  await expect(threads.row(`${mark} plums`), 'the focus is with what is back').toBeFocused()
  await client.beta.threads.retrieve(id)
  await threads.row(`${mark} plums`).getByRole('link').click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('plums')
  await page.goBack()
  await deletePlums()
  await page.goForward()
  const notice = page.getByRole('status').filter({ hasText: 'This thread is being deleted.' })
  await notice.getByRole('button', { name: 'Undo' }).click()
  await expect(notice).toBeHidden()
  await expect(page.getByRole('button', { name: 'Dismiss' })).toBeHidden()
  await page.goBack()
  await deletePlums()
  await page.getByRole('button', { name: 'Dismiss' }).click()
  await expect.poll(() => client.beta.threads.retrieve(id).catch(({ status }) => status)).toBe(404)
})

test('says which threads could not be deleted, and deletes the others', async ({
  client,
  complaints,
  page,
  threads,
}) => {
  const mark = unique('delete')
  const [first] = await Promise.all(['one', 'two', 'three'].map((word) => createThread(client, `${mark} ${word}`)))
  const error = { message: 'The disk is full.', type: 'server_error', param: null, code: null }
  await page.route(`**/v1/threads/${first!.id}`, (route) => route.fulfill({ status: 500, json: { error } }))
  complaints.expect(/500 \(Internal Server Error\)/)
  await threads.open()
  await threads.search(mark)
  await expect(threads.names).toHaveCount(3)
  await threads.chooseAll()
  await threads.askToDeleteChosen(3)
  await threads.confirm()
  await expect(page.getByRole('dialog').getByRole('alert')).toContainText('The disk is full.')
  await expect(page.getByRole('dialog').getByRole('alert').getByRole('listitem')).toHaveCount(1)
  await page.unroute(`**/v1/threads/${first!.id}`)
  await page.getByRole('dialog').getByRole('button', { name: 'Try these again' }).click()
  await expect(page.getByRole('dialog')).toBeHidden()
  await expect(threads.names).toHaveCount(0)
})

test('tells what is done and what is left when runs are underway on some of the threads', async ({
  client,
  complaints,
  page,
  threads,
}) => {
  const mark = unique('underway')
  for (const word of ['one', 'two']) await createThread(client, `${mark} ${word}`)
  for (const word of ['three', 'four']) {
    const question = { model: 'scenario/two-rounds', content: `${mark} ${word}`, functions: ['look_up'] }
    await untilStatus(client, await ask(client, question), 'requires_action')
  }
  complaints.expect(/400 \(Bad Request\)/)
  await threads.open()
  await threads.search(mark)
  await expect(threads.names).toHaveCount(4)
  await threads.chooseAll()
  await threads.askToDeleteChosen(4)
  await threads.confirm()
  const outcome = page.getByRole('dialog', { name: '2 of 4 threads were deleted' })
  const reason = /(three|four): a run is still underway on it\.$/
  await expect(outcome.getByRole('listitem')).toHaveText([reason, reason])
  await expect(outcome, 'nothing is asked any more').not.toContainText('cannot be undone')
  await expect(outcome.getByRole('button', { name: 'Cancel' })).toBeHidden()
  await outcome.getByRole('button', { name: 'Close' }).last().click()
  await expect(threads.names).toHaveText([`${mark} four`, `${mark} three`])
})

test('shows the threads that others make, name and delete', async ({ client, threads, page }) => {
  const mark = unique('live')
  await threads.open()
  const { id } = await createThread(client, `${mark} from an SDK`)
  await expect(threads.row(`${mark} from an SDK`)).toBeVisible()
  await page.request.post(`/api/connections/embedded/threads/${id}`, { data: { title: `${mark} named` } })
  await expect(threads.row(`${mark} named`)).toBeVisible()
  await client.beta.threads.delete(id)
  await expect(threads.row(`${mark} named`)).toBeHidden()
})

test('misses nothing that happens before it listens', async ({ client, page, threads }) => {
  const mark = unique('early')
  let letListen = () => {}
  const mayListen = new Promise<void>((resolve) => (letListen = resolve))
  await page.route('**/changes', (route) => mayListen.then(() => route.continue()))
  await page.goto(at.threads)
  await createThread(client, `${mark} thread`)
  letListen()
  await expect(threads.row(`${mark} thread`)).toBeVisible()
})

test('draws what is in sight of a long list, and loads further threads on the way down', async ({
  client,
  page,
  threads,
}) => {
  const mark = unique('page')
  const words = Array.from({ length: 120 }, (_, index) => `${mark} ${index}`)
  for (const word of words) await createThread(client, word)
  await visit(page, `${at.threads}?q=${encodeURIComponent(mark)}`)
  await expect(page.getByText('50 shown, there are more')).toBeVisible()
  const seen = new Set<string>()
  await threads.rows.first().focus()
  await expect(async () => {
    await page.keyboard.press('End')
    for (const name of await threads.names.allTextContents()) seen.add(name)
    expect(await page.getByText('120 shown', { exact: true }).isVisible()).toBe(true)
    await expect(threads.row(words[0]!)).toBeFocused({ timeout: 500 })
  }).toPass()
  expect(await threads.names.count(), 'not all of them are drawn').toBeLessThan(70)
  await expect(threads.list).toHaveAttribute('aria-rowcount', '121')
  await page.keyboard.press('Home')
  await expect(threads.row(words.at(-1)!)).toBeFocused()
  await expect(threads.row(words.at(-1)!)).toBeInViewport()
})

test('is worked with the keyboard alone: chosen, opened, deleted', async ({ client, page, threads }) => {
  const mark = unique('keys')
  for (const word of ['five', 'four', 'three', 'two', 'one']) await createThread(client, `${mark} ${word}`)
  await visit(page, `${at.threads}?q=${encodeURIComponent(mark)}`)
  const row = (word: string) => threads.row(`${mark} ${word}`)
  const expectChosen = async (...words: string[]) => {
    await expect(threads.list.getByRole('row', { selected: true })).toHaveCount(words.length)
    for (const word of words) await expect(row(word)).toHaveAttribute('aria-selected', 'true')
  }
  await row('one').focus()
  await page.keyboard.press('ArrowDown')
  await expect(row('two')).toBeFocused()
  await page.keyboard.press('Space')
  await page.keyboard.press('Shift+ArrowDown')
  await page.keyboard.press('Shift+ArrowDown')
  await expectChosen('two', 'three', 'four')
  await page.keyboard.press('Shift+ArrowUp')
  await expectChosen('two', 'three')
  await page.keyboard.press('ControlOrMeta+a')
  await expectChosen('one', 'two', 'three', 'four', 'five')
  await page.keyboard.press('Escape')
  await expectChosen()
  await row('three').getByRole('checkbox').click()
  await row('five')
    .getByRole('checkbox')
    .click({ modifiers: ['Shift'] })
  await expectChosen('three', 'four', 'five')

  await row('four').focus()
  await page.keyboard.press('Delete')
  await threads.confirm()
  await expect(threads.names).toHaveText([`${mark} one`, `${mark} two`])
  await expect(threads.rows.last(), 'the focus stays in the list').toBeFocused()
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/threads\/thread_/)
  await page.goBack()
  await expect(threads.names, 'back leads to the same search').toHaveText([`${mark} one`, `${mark} two`])
})

test('remembers which columns the reader wants', async ({ client, page, threads }) => {
  await createThread(client, unique('columns'))
  await threads.open()
  const messages = threads.list.getByRole('columnheader', { name: 'Messages' })
  await expect(messages).toBeVisible()
  await page.getByRole('button', { name: 'Columns', exact: true }).click()
  await page.getByRole('checkbox', { name: 'Messages' }).uncheck()
  await expect(messages).toBeHidden()
  await reload(page)
  await expect(threads.list.getByRole('columnheader', { name: 'Activity' })).toBeVisible()
  await expect(messages).toBeHidden()
  await page.setViewportSize({ width: 1000, height: 800 })
  await page.getByRole('button', { name: 'Columns', exact: true }).click()
  const id = page.getByRole('checkbox', { name: 'ID (the window is too narrow)' })
  await expect(id).toBeDisabled()
  await expect(id).not.toBeChecked()
})
