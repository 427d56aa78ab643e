import { createOrderCalculator, ORDER, ORDER_FUNCTION } from '../fixtures/order-calculator'
import { unique } from '../fixtures/seed'
import { expect, test } from '../fixtures/test'
import { reload } from '../pages/visit'

test('tests what is not saved, and says so', async ({ assistantForm, assistantTest, client, page }) => {
  const name = unique('Emperor')
  const { id } = await client.beta.assistants.create({ model: 'scripted', name, instructions: 'Be kind.' })
  await assistantForm.open(id)
  await expect(assistantTest.panel).toContainText('No run yet')
  await expect(assistantTest.used).toHaveText('The next run uses the saved settings.')
  await assistantForm.fill('instructions', '每句话回复前都加上我是秦始皇')
  await assistantForm.temperature.fill('0.2')
  await expect(assistantTest.used).toHaveText('The next run uses what is not saved yet: instructions and temperature.')

  await assistantTest.say('hello world')
  await expect(assistantTest.answers).toContainText(['我是秦始皇'])
  await expect(assistantTest.panel).toContainText('Same as in the last run')
  const thread = new URL(page.url()).searchParams.get('thread') ?? ''
  const runs = await client.beta.threads.runs.list(thread)
  expect(runs.data).toMatchObject([
    { instructions: '每句话回复前都加上我是秦始皇', temperature: 0.2, assistant_id: id },
  ])
  expect(await client.beta.assistants.retrieve(id), 'nothing was saved').toMatchObject({ instructions: 'Be kind.' })

  await assistantForm.discard()
  await expect(assistantTest.used).toHaveText('The next run uses the saved settings.')
  await assistantTest.openChanges()
  await expect(assistantTest.changes).toContainText('Then:每句话回复前都加上我是秦始皇')
  await expect(assistantTest.changes).toContainText('Now:Be kind.')
  await expect(assistantTest.changes.getByRole('heading')).toHaveText([
    'Differs from the last run',
    'instructions',
    'temperature',
  ])
  await page.keyboard.press('Escape')

  await reload(page)
  await expect(assistantTest.answers, 'the test is where it was').toContainText(['我是秦始皇'])
  await assistantTest.startOver.click()
  await expect(assistantTest.questions).toHaveCount(0)
  await expect(assistantTest.box).toBeFocused()
  await expect(page).not.toHaveURL(/thread=/)

  await test.step('asks before it is left for its thread while something is unsaved', async () => {
    await assistantForm.fill('instructions', 'not saved')
    await assistantTest.say('hello')
    await expect(assistantTest.answers).toHaveCount(1)
    const dialog = page.getByRole('dialog', { name: 'Leave without saving?' })
    await assistantTest.openThread.click()
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    await expect(assistantForm.field('instructions')).toHaveValue('not saved')
    await assistantForm.save()
    await expect(assistantForm.unsaved).toBeHidden()
    await assistantTest.openThread.click()
    await expect(page).toHaveURL(/threads\/thread_/)
  })
})

test('fills the screen and no more, however long the settings are', async ({ assistantForm, client, page }) => {
  const parameters = { type: 'object', properties: { item: { type: 'string' } } }
  const tools = Array.from({ length: 30 }, (_, index) => ({
    type: 'function' as const,
    function: { name: `look_up_${index}`, parameters },
  }))
  const { id } = await client.beta.assistants.create({ model: 'scripted', name: unique('Many'), tools })
  await assistantForm.open(id)
  await assistantForm.fold('look_up_29')
  for (const [width, height] of [
    [1440, 900],
    [390, 844],
  ] as const) {
    await page.setViewportSize({ width, height })
    await expect(assistantForm.parameters).toHaveCount(1)
    expect(await page.evaluate(() => document.documentElement.scrollHeight - window.innerHeight)).toBe(0)
  }
})

test('answers a function call in the test, by keyboard alone', async ({
  assistantForm,
  assistantTest,
  client,
  page,
}) => {
  const { id } = await createOrderCalculator(client, unique('Calculator'))
  await assistantForm.open(id)
  await assistantTest.box.focus()
  await page.keyboard.type(ORDER)
  await page.keyboard.press('Enter')
  const output = assistantTest.panel.getByRole('textbox', { name: `Output of ${ORDER_FUNCTION}` })
  await expect(output).toBeVisible()
  await expect(assistantTest.panel).toContainText('The run waits for the outputs of its function calls above.')
  await output.focus()
  await page.keyboard.type('42')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(assistantTest.panel).toContainText('completed')
  await expect(output).toBeHidden()
})

test('does not test settings that are wrong, and leads to them', async ({
  assistantForm,
  assistantTest,
  client,
  page,
}) => {
  const { id } = await client.beta.assistants.create({ model: 'scripted', name: unique('Wrong') })
  await page.setViewportSize({ width: 390, height: 844 })
  await assistantForm.open(id)
  await test.step('back leads from the test to the settings, and what is unsaved stays', async () => {
    await assistantForm.fill('description', 'not saved yet')
    await assistantTest.show('test')
    await expect(assistantTest.panel).toBeVisible()
    await page.evaluate(() => history.back())
    await expect(assistantForm.field('description')).toBeVisible()
    await expect(assistantForm.field('description')).toHaveValue('not saved yet')
    await expect(page.getByRole('dialog')).toBeHidden()
  })
  await assistantForm.fill('model', '')
  await assistantTest.show('test')
  await expect(page).toHaveURL(/view=test/)
  await assistantTest.box.fill('hello')
  await expect(assistantTest.panel.getByRole('button', { name: 'Send' })).toBeDisabled()
  await assistantTest.showProblems.click()
  await expect(assistantForm.field('model')).toBeFocused()
  await expect(assistantForm.field('model')).toHaveAttribute('aria-invalid', 'true')
  await assistantForm.fill('model', 'scripted')
  await assistantTest.show('test')
  await expect(assistantTest.box, 'what was written is still there').toHaveValue('hello')
  await assistantTest.box.press('Enter')
  await expect(assistantTest.answers).toHaveCount(1)
})

test('makes a new assistant to test it', async ({ assistantForm, assistantTest, page }) => {
  const name = unique('New one')
  await assistantForm.openNew()
  await assistantForm.fill('name', name)
  await assistantTest.createFirst.click()
  await expect(page).toHaveURL(/assistants\/asst_\w+\?view=test$/)
  await assistantTest.say('hello')
  await expect(assistantTest.answers).toHaveCount(1)
  await assistantTest.openThread.click()
  await expect(page).toHaveURL(/threads\/thread_/)
  await expect(page.getByRole('article', { name: 'Message by the user' })).toContainText('hello')
})
