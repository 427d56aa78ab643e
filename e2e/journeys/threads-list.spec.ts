import type OpenAI from 'openai'
import { at } from '../fixtures/paths'
import { unique } from '../fixtures/seed'
import { expect, test } from '../fixtures/test'
import { visit } from '../fixtures/visit'

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
  await threads.askToDeleteChosen(2)
  await threads.decline()
  await expect(threads.names).toHaveCount(4)
  await threads.askToDeleteChosen(2)
  await threads.confirm()
  await expect(threads.names).toHaveText([/Orchard|plums/, /Orchard|plums/])

  await threads.askToDelete(`${mark} plums`)
  await threads.confirm()
  await expect(threads.names).toHaveText([`${mark} Orchard`])
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

test('loads further threads when asked', async ({ client, page, threads }) => {
  const mark = unique('page')
  await Promise.all(Array.from({ length: 60 }, (_, index) => createThread(client, `${mark} ${index}`)))
  await visit(page, `${at.threads}?q=${encodeURIComponent(mark)}`)
  await expect(threads.names).toHaveCount(50)
  await page.getByRole('button', { name: 'Load more' }).click()
  await expect(threads.names).toHaveCount(60)
  await expect(page.getByRole('button', { name: 'Load more' })).toBeHidden()
})
