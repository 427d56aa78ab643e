import { createAssistant } from '../fixtures/seed'
import { expect, test } from '../fixtures/test'

test('Enter sends what is complete, and nothing else', async ({ client, context, page, thread }) => {
  const { id: assistant } = await createAssistant(client, { model: 'scripted' })
  const { id } = await client.beta.threads.create()
  await thread.open(id, { assistant })
  await test.step('Enter sends, Shift+Enter begins a new line', async () => {
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

  await test.step('Enter that takes a candidate of an input method does not send', async () => {
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
    await expect(thread.questions).toHaveCount(2)
    await expect(thread.questions).toContainText(['你好'])
  })
})
