import { unique } from '../fixtures/seed'
import { expect, test } from '../fixtures/test'
import { reload } from '../pages/visit'

const RULES = 'A hotel in Paris may cost up to 190 euros a night.'

test('a store is made, filled, searched in two ways at once, given to an assistant, and deleted', async ({
  client,
  page,
  vectorStore,
  words,
}) => {
  const [name, rules, notes] = [unique('Handbook'), `${unique('rules')}.md`, `${unique('notes')}.txt`]
  await client.files.create({ file: new File(['Hotels are booked by the office.'], notes), purpose: 'assistants' })

  await test.step('files are uploaded and chosen; what cannot be read says why', async () => {
    await vectorStore.openList()
    await vectorStore.create(name)
    await expect(page.getByRole('heading', { name })).toBeVisible()
    await vectorStore.upload([
      { name: rules, text: RULES },
      { name: 'empty.txt', text: ' ' },
    ])
    await vectorStore.chooseStored(notes)
    for (const each of [rules, notes])
      await expect(vectorStore.row(each)).toContainText(words('stores.state.completed'))
    await expect(vectorStore.row('empty.txt')).toContainText(words('stores.state.failed'))
    await expect(vectorStore.row('empty.txt')).toContainText(words('files.reason.no_text'))
  })

  await test.step('a file shows its text, and is given attributes', async () => {
    await vectorStore.row(rules).getByRole('link').click()
    await expect(vectorStore.dialog).toContainText(RULES)
    await vectorStore.setAttribute('team', 'travel')
    await expect(vectorStore.dialog.getByRole('button', { name: words('common.save') })).toBeHidden()
    await vectorStore.close()
    await expect(vectorStore.dialog).toBeHidden()
  })

  await test.step('a search marks its words, and stands beside another; a reload shows the same', async () => {
    await vectorStore.showSearch()
    await vectorStore.search('hotels in Paris')
    await expect(vectorStore.results.getByRole('listitem').first()).toContainText(rules)
    await expect(vectorStore.results.locator('mark').first()).toHaveText('hotel')
    await vectorStore.compare()
    const [first, second] = vectorStore.sides
    await second.getByRole('spinbutton', { name: words('stores.search.most') }).fill('1')
    await page.keyboard.press('Enter')
    await expect(first.getByRole('listitem')).toHaveCount(2)
    await expect(second.getByRole('listitem')).toHaveCount(1)
    await expect(first.getByRole('listitem').nth(1)).toContainText(words('stores.search.only_here'))
    await reload(page)
    await expect(second.getByRole('listitem')).toHaveCount(1)
  })

  await test.step('a file is taken out, and stays a file; who has the store is told before it is deleted', async () => {
    const [, id = ''] = /vector-stores\/(vs_\w+)/.exec(page.url()) ?? []
    const assistant = await client.beta.assistants.create({
      ...{ model: 'scripted', name: unique('Guide'), tools: [{ type: 'file_search' }] },
      tool_resources: { file_search: { vector_store_ids: [id] } },
    })
    await page.getByRole('tab', { name: words('stores.view.files', { count: 3 }) }).click()
    await vectorStore.remove(notes)
    await expect(vectorStore.row(notes)).toBeHidden()
    await vectorStore.askToDelete()
    await expect(vectorStore.dialog.getByRole('link', { name: assistant.name ?? '' })).toBeVisible()
    await vectorStore.dialog.getByRole('button', { name: words('common.delete') }).click()
    await expect(vectorStore.list.getByRole('link', { name })).toBeHidden()
    await expect.poll(async () => (await client.vectorStores.list()).data.some((store) => store.id === id)).toBe(false)
  })
})
