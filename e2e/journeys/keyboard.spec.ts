import { ask, createAssistant, untilStatus } from '../fixtures/seed'
import { expect, test } from '../fixtures/test'

test('Enter sends, Shift+Enter begins a new line', async ({ client, thread }) => {
  const { id: assistant } = await createAssistant(client, { model: 'scripted' })
  const { id } = await client.beta.threads.create()
  await thread.open(id, { assistant })
  await thread.box.focus()
  await thread.box.press('Enter')
  await expect(thread.questions, 'nothing is no message').toHaveCount(0)
  await thread.box.pressSequentially('first line')
  await thread.box.press('Shift+Enter')
  await thread.box.pressSequentially('second line')
  await expect(thread.box).toHaveValue('first line\nsecond line')
  await thread.box.press('Enter')
  await expect(thread.questions).toContainText(['first line\nsecond line'])
  await thread.expectLatestRun('completed')
  const { data } = await client.beta.threads.messages.list(id)
  expect(data).toHaveLength(2)
})

test('Enter that takes a candidate of an input method does not send', async ({ client, context, page, thread }) => {
  const { id: assistant } = await createAssistant(client, { model: 'scripted' })
  const { id } = await client.beta.threads.create()
  await thread.open(id, { assistant })
  await thread.box.focus()
  const devtools = await context.newCDPSession(page)
  await devtools.send('Input.imeSetComposition', { text: 'nihao', selectionStart: 5, selectionEnd: 5 })
  await expect(thread.box).toHaveValue('nihao')
  // As browsers tell it: the key that ends a composition is 229 ("the input method has it").
  const enter = { key: 'Enter', code: 'Enter' }
  await devtools.send('Input.dispatchKeyEvent', { ...enter, type: 'rawKeyDown', windowsVirtualKeyCode: 229 })
  await devtools.send('Input.insertText', { text: '你好' })
  await devtools.send('Input.dispatchKeyEvent', { ...enter, type: 'keyUp', windowsVirtualKeyCode: 13 })
  await expect(thread.box).toHaveValue('你好')
  await thread.box.press('Enter')
  await expect(thread.box).toHaveValue('')
  await expect(thread.questions).toHaveCount(1)
  await expect(thread.questions).toContainText(['你好'])
})

test('arrow keys move through the rows of a run, Enter selects', async ({ client, inspector, page }) => {
  const run = await ask(client, {
    model: 'scenario/parallel-tools',
    content: 'Go ahead.',
    functions: ['look_up', 'reserve'],
  })
  await untilStatus(client, run, 'requires_action')
  await inspector.open(run)
  await expect(inspector.rows).toHaveCount(3)
  await inspector.rows.first().focus()
  await page.keyboard.press('ArrowDown')
  await expect(inspector.row('look_up')).toBeFocused()
  await page.keyboard.press('End')
  await expect(inspector.row('reserve')).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await expect(inspector.row('reserve'), 'the last stays the last').toBeFocused()
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Enter')
  await expect(inspector.row('look_up')).toHaveAttribute('aria-selected', 'true')
  await expect(page).toHaveURL(/step=call_/)
  await expect(inspector.detail).toHaveAccessibleName('Details of look_up')

  const tabs = inspector.detail.getByRole('tab')
  await tabs.first().focus()
  await page.keyboard.press('ArrowRight')
  await expect(tabs.nth(1)).toBeFocused()
  await expect(tabs.nth(1)).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('End')
  await expect(inspector.panel).toContainText('submit_tool_outputs')
  await page.keyboard.press('ArrowLeft')
  await expect(inspector.panel).toContainText('"name": "look_up"')
  await expect(page).toHaveURL(/tab=raw/)
})

test('menus and dialogs are left with Escape, and the focus goes back', async ({ client, page, threads }) => {
  const name = `escape ${Date.now()}`
  await client.beta.threads.create({ messages: [{ role: 'user', content: name }] })
  await threads.open()
  const button = threads.row(name).getByRole('button', { name: /^More actions/ })
  await button.focus()
  await page.keyboard.press('Enter')
  const menu = page.getByRole('menu')
  await expect(menu.getByRole('menuitem').first()).toBeFocused()
  await page.keyboard.press('ArrowUp')
  await expect(menu.getByRole('menuitem').last()).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(menu).toBeHidden()
  await expect(button).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(menu.getByRole('menuitem').first()).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog').getByRole('textbox')).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()
})

test('the first stop of Tab skips to the content', async ({ overview, page }) => {
  await overview.open()
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'Skip to the content' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('main')).toBeFocused()
})
