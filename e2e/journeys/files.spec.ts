import { createAssistant, unique } from '../fixtures/seed'
import { expect, test } from '../fixtures/test'
import { payloadOf } from '../pages/files-page'
import { reload } from '../pages/visit'

test('files are uploaded, read, sent with a message, found again where they are used, and deleted', async ({
  assistantForm,
  client,
  files,
  page,
  pageErrors,
  thread,
  words,
}) => {
  const [table, notes, broken] = [`${unique('orders')}.csv`, `${unique('notes')}.md`, `${unique('broken')}.txt`]

  await test.step('several at once, one by drop; what is refused says why and can be tried again', async () => {
    await files.open()
    await files.upload([
      { name: table, text: 'month,orders\nJanuary,"1,200"\n' },
      { name: notes, text: '# Handbook\n\n**Five** weeks.' },
    ])
    await expect(files.row(table)).toBeVisible()
    await expect(files.row(notes)).toBeVisible()
    pageErrors.expect(/413/)
    const error = { message: 'It is too large.', type: 'invalid_request_error', param: 'file', code: null }
    await page.route(/v1\/files$/, (route) => route.fulfill({ status: 413, json: { error } }), { times: 1 })
    await files.drop({ name: broken, text: 'x' })
    await expect(files.uploads).toContainText('It is too large.')
    await page.getByRole('button', { name: words('files.uploads.retry', { name: broken }) }).click()
    await expect(files.row(broken)).toBeVisible()
  })

  await test.step('a table is one, and Markdown is read', async () => {
    await files.search(table)
    await files.openFile(table)
    await expect(files.content.getByRole('cell', { name: '1,200' })).toBeVisible()
    await expect(files.facts).toContainText(words('files.uses.none'))
    await page.goBack()
    await files.search(notes)
    await files.openFile(notes)
    await expect(files.content.getByRole('heading', { name: 'Handbook' })).toBeVisible()
  })

  const asked = unique('Sum this up')
  await test.step('a draft keeps its files over a reload, and they go with the message', async () => {
    const assistant = await createAssistant(client, { model: 'scripted', name: unique('Analyst') })
    const { id } = await client.beta.threads.create()
    await thread.open(id, { assistant: assistant.id })
    const chooser = page.waitForEvent('filechooser')
    await page.getByRole('button', { name: words('thread.attach.button') }).click()
    await (await chooser).setFiles(payloadOf({ name: table, text: 'month,orders\nJanuary,1\n' }))
    const chip = page.getByRole('button', { name: words('thread.attach.remove', { name: table }) })
    await expect(chip).toBeVisible()
    await reload(page)
    await expect(chip).toBeVisible()
    await thread.say(asked)
    await expect(chip).toBeHidden()
    await expect(page.getByRole('link', { name: table })).toBeVisible()
    const [message] = (await client.beta.threads.messages.list(id, { order: 'asc' })).data
    expect(message?.attachments).toHaveLength(1)
  })

  await test.step('its page says where it is used, and so does the question before it is deleted', async () => {
    await files.open()
    await files.search(table)
    await files.list.getByRole('link', { name: table }).first().click()
    await expect(files.facts.getByRole('link', { name: asked })).toBeVisible()
    await page.goBack()
    await files.search(notes)
    await files.choose(notes)
    await files.askToDeleteChosen(1)
    await files.confirm()
    await expect(files.row(notes)).toBeHidden()
  })

  await test.step('an assistant is given files for its tools', async () => {
    await assistantForm.openNew()
    await expect(page.getByRole('switch', { name: words('assistants.form.tool.code_interpreter') })).toBeVisible()
  })
})
