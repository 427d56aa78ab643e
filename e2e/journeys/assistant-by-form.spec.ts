import { unique } from '../fixtures/seed'
import { expect, test } from '../fixtures/test'

test('makes an assistant by the form, edits, duplicates and deletes it', async ({
  assistants,
  assistantForm,
  client,
  page,
  shell,
  words,
}) => {
  const name = unique('Shop assistant')
  await assistants.open()
  await assistants.startNew()
  await assistantForm.fill('name', name)
  await assistantForm.fill('instructions', 'You work out what an order costs.')
  await assistantForm.temperature.fill('0.2')
  await assistantForm.addFunction('order_total')
  await assistantForm.write('json')
  await assistantForm.addMetadata('team', 'checkout')

  const definition = assistantForm.definitionOf('calculate_order_total')
  await definition.fill('{\n  "name": "order total",\n  "parameters": {}\n}')
  await assistantForm.create()
  await expect(assistantForm.objection).toContainText('Line 2')
  await expect(page, 'a form with a problem is not saved').toHaveURL(/assistants\/new$/)

  await page
    .getByRole('textbox', { name: /^Definition of/ })
    .fill(
      '{ "name": "order_total", "parameters": { "type": "object", "properties": { "items": { "type": "array" } } } }',
    )
  await expect(assistantForm.objection).toBeHidden()
  await assistantForm.create()
  await expect(page).toHaveURL(/assistants\/asst_\w+$/)
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()

  const id = new URL(page.url()).pathname.split('/').at(-1)!
  const made = await client.beta.assistants.retrieve(id)
  expect(made).toMatchObject({
    name,
    instructions: 'You work out what an order costs.',
    temperature: 0.2,
    metadata: { team: 'checkout' },
    tools: [
      {
        type: 'function',
        function: { name: 'order_total', parameters: { type: 'object', properties: { items: { type: 'array' } } } },
      },
    ],
  })

  await shell.goTo('assistants')
  await test.step('edits it', async () => {
    await assistants.openOne(name)
    await expect(assistantForm.metadataValue('team')).toHaveValue('checkout')
    await assistantForm.fill('instructions', 'Write short sentences.')
    await expect(assistantForm.unsaved).toBeVisible()
    await page.keyboard.press('Control+s')
    await expect(assistantForm.unsaved).toBeHidden()
    expect(await client.beta.assistants.retrieve(id)).toMatchObject({ instructions: 'Write short sentences.' })
  })

  await test.step('duplicates and deletes it', async () => {
    await shell.goTo('assistants')
    await assistants.search(name)
    await assistants.duplicate(name)
    const copy = assistants.copyOf(name)
    await expect(assistants.row(copy)).toBeVisible()

    await assistants.delete(name)
    await expect(assistants.row(name)).toBeHidden()
    await expect(assistants.row(copy), 'the copy stands on its own').toBeVisible()
    await assistants.row(copy).getByRole('checkbox').check()
    await page.getByRole('button', { name: words('assistants.delete_selected', { count: 1 }) }).click()
    await page
      .getByRole('dialog')
      .getByRole('button', { name: words('common.delete') })
      .click()
    await expect(assistants.row(copy)).toBeHidden()
    await expect.poll(() => client.beta.assistants.retrieve(id).catch(({ status }) => status)).toBe(404)
  })
})

test('keeps the focus where the work goes on, and asks before unsaved changes are left', async ({
  assistants,
  assistantForm,
  client,
  page,
  shell,
}) => {
  const name = unique('Back')
  const { id } = await client.beta.assistants.create({ model: 'gpt-4o', name, metadata: { a: '1' } })
  await assistants.open()
  await assistants.search(name)
  await assistants.openOne(name)
  const dialog = page.getByRole('dialog', { name: 'Leave without saving?' })
  await test.step('the focus', async () => {
    await assistantForm.fill('description', 'for nothing')
    await assistantForm.discard()
    await expect(page.getByRole('button', { name: 'Save' })).toBeFocused()
    await assistantForm.addMetadata('b', '2')
    const remove = (key: string) => page.getByRole('button', { name: `Remove ${key}`, exact: true })
    await remove('a').click()
    await expect(remove('b')).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('button', { name: 'Add pair' })).toBeFocused()
    await assistantForm.save()
    await expect(assistantForm.unsaved).toBeHidden()
    await expect(page.getByRole('button', { name: 'Save' })).toBeFocused()
  })

  await test.step('left for another page', async () => {
    await assistantForm.fill('description', 'not saved yet')
    await shell.goTo('threads')
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    await expect(assistantForm.field('description')).toHaveValue('not saved yet')
    await assistantForm.discard()
  })

  await test.step('left by the browser, or for a new thread', async () => {
    await assistantForm.field('description').pressSequentially('not saved yet')
    await page.evaluate(() => history.back())
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    await expect(page).toHaveURL(new RegExp(`${id}$`))
    await expect(assistantForm.field('description')).toHaveValue('not saved yet')

    await assistantForm.startThread()
    await expect(dialog).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
    await expect(page).toHaveURL(new RegExp(`${id}$`))

    await page.evaluate(() => history.back())
    await dialog.getByRole('button', { name: 'Leave without saving' }).click()
    await expect(page).toHaveURL(/assistants\?q=/)
    await page.goForward()
    await assistantForm.fill('description', 'given up again')
    await assistantForm.startThread()
    await dialog.getByRole('button', { name: 'Leave without saving' }).click()
    await expect(page).toHaveURL(/threads\/thread_/)
  })

  await test.step('left for another page, without saving', async () => {
    await page.goBack()
    await assistantForm.fill('description', 'given up once more')
    await shell.goTo('threads')
    await dialog.getByRole('button', { name: 'Leave without saving' }).click()
    await expect(page).toHaveURL(/threads$/)
  })
})

test('keeps what a colleague has saved, asks where both changed the same, and outlives a deletion', async ({
  assistantForm,
  client,
  pageErrors,
  page,
}) => {
  pageErrors.expect(/404 \(Not Found\)/)
  const name = unique('Shared')
  const { id } = await client.beta.assistants.create({ model: 'gpt-4o', name, instructions: 'Be kind.' })
  await assistantForm.open(id)
  await assistantForm.fill('description', 'mine')
  await assistantForm.fill('instructions', 'Be mine.')
  await client.beta.assistants.update(id, { instructions: 'Be theirs.', metadata: { team: 'theirs' } })
  await expect(assistantForm.metadataValue('team'), 'what was not touched follows').toHaveValue('theirs')
  await assistantForm.save()
  const dialog = page.getByRole('dialog', { name: 'Somebody else changed the same settings' })
  await expect(dialog.getByRole('group', { name: 'Instructions' })).toContainText('Be theirs.')
  await expect(dialog.getByRole('group')).toHaveCount(1)
  await dialog.getByRole('radio', { name: 'Theirs' }).check()
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(assistantForm.unsaved).toBeHidden()
  expect(await client.beta.assistants.retrieve(id)).toMatchObject({
    description: 'mine',
    instructions: 'Be theirs.',
    metadata: { team: 'theirs' },
  })

  await assistantForm.fill('description', 'copied')
  await page.getByRole('button', { name: /^More actions/ }).click()
  await page.getByRole('menuitem', { name: 'Duplicate' }).click()
  await expect(page).not.toHaveURL(new RegExp(id))
  await expect(assistantForm.field('description'), 'a copy takes along what is not saved').toHaveValue('copied')

  const copy = new URL(page.url()).pathname.split('/').at(-1)!
  await assistantForm.fill('instructions', 'Not lost.')
  await client.beta.assistants.delete(copy)
  await page.getByRole('button', { name: 'Keep as a new assistant' }).click()
  await expect(page).not.toHaveURL(new RegExp(copy))
  const kept = await client.beta.assistants.retrieve(new URL(page.url()).pathname.split('/').at(-1)!)
  expect(kept).toMatchObject({ description: 'copied', instructions: 'Not lost.' })
})
