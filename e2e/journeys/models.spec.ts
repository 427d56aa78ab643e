import { expect, test } from '../fixtures/test'

test.use({ baseURL: ({ held }, use) => use(held.server.url) })

test('adds a model endpoint on the page, and a new assistant runs on it under another name', async ({
  assistantForm,
  held,
  models,
  page,
  thread,
  words,
}) => {
  await test.step('the endpoint lists its models; one is offered under another name', async () => {
    await models.open()
    await models.openForm()
    await models.choosePreset('Ollama')
    await expect(models.field('base_url')).toHaveValue('http://127.0.0.1:11434/v1')
    await expect(models.field('name')).toHaveValue('Ollama')
    await models.field('name').fill('Desk')
    await models.field('base_url').fill(held.model.url)
    await models.field('key').fill('sk-of-the-desk')
    await models.test()
    await models.offer('held-large')
    await models.modelName(1).fill('gpt-4o')
    await models.upstreamName(1).fill('held-large')
    await models.save()
    await expect(models.card('Desk')).toContainText('gpt-4o')
    await expect(models.card('Desk'), 'the key stays on the server').not.toContainText('sk-of')
  })

  await test.step('a model that no endpoint lists is told of in the form', async () => {
    await assistantForm.openNew()
    await assistantForm.fill('model', 'gpt-5')
    await expect(page.getByText(words('assistants.unlisted.passed_on', { model: 'gpt-5' }))).toBeVisible()
    await assistantForm.fill('name', 'At the desk')
    await assistantForm.fill('model', 'gpt-4o')
    await expect(page.getByText(words('assistants.unlisted.passed_on', { model: 'gpt-4o' }))).toBeHidden()
    await assistantForm.create()
  })

  await test.step('its run is answered from there', async () => {
    await assistantForm.startThread()
    await page.waitForURL(/\/threads\/thread_/)
    await thread.say('Hello')
    const answer = await held.model.asked()
    answer.write('From the desk.')
    answer.end()
    await thread.expectLatestRun('completed')
    await expect(thread.answers.last()).toContainText('From the desk.')
  })

  await models.open()
  await models.remove('Desk')
  await expect(models.card('Desk')).toBeHidden()
})
