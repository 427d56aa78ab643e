import { at } from '../pages/paths'
import { ask, unique, untilStatus } from '../fixtures/seed'
import { expect, test } from '../fixtures/test'

test('leads everywhere and does everything, with the keyboard alone', async ({
  assistantForm,
  client,
  overview,
  page,
  palette,
  shell,
  words,
}) => {
  const name = unique('Orchard')
  const content = `${name} pears`
  const run = await ask(client, { model: 'scenario/two-rounds', name, content, functions: ['look_up'] })
  const { required_action: asked } = await untilStatus(client, run, 'requires_action')
  const waitingFor = asked?.submit_tool_outputs.tool_calls[0]?.id ?? ''
  await overview.open()
  await test.step('finds an assistant, a thread and a run by name and by id', async () => {
    await palette.open()
    await page.keyboard.type(name)
    await expect(palette.options).toHaveText([new RegExp(name), new RegExp(`${name} pears`), /requires action/])
    await expect(palette.active).toContainText(name)
    await page.keyboard.press('ArrowDown')
    await expect(palette.active).toContainText('pears')
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('ArrowUp')
    await expect(palette.active, 'round at the ends').toContainText('requires action')
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL(new RegExp(`${run.id}$`))

    for (const [id, address] of [
      [run.assistant_id, at.assistant(run.assistant_id)],
      [run.thread_id, at.thread(run.thread_id)],
      [run.id, at.run(run)],
      [waitingFor, at.run(run)],
    ] as const) {
      await palette.open()
      // Pasted: half an id is looked up, too, when somebody types it slowly.
      await page.keyboard.insertText(id)
      await expect(palette.options).toHaveCount(1)
      await page.keyboard.press('Enter')
      await expect(page).toHaveURL(new RegExp(`${address}(\\?|$)`))
    }
  })

  await test.step('asks before it leaves what is unsaved', async () => {
    await palette.open()
    await page.keyboard.insertText(run.assistant_id)
    await expect(palette.options).toHaveCount(1)
    await page.keyboard.press('Enter')
    await assistantForm.fill('name', 'changed')
    await palette.open()
    await palette.choose('threads', words('shell.threads'))
    await expect(page.getByRole('dialog')).toBeVisible()
    await page
      .getByRole('dialog')
      .getByRole('button', { name: words('common.cancel') })
      .click()
    await expect(page).toHaveURL(new RegExp(run.assistant_id))
    await assistantForm.discard()
  })

  await test.step('keys of the table go to the places, and the sheet shows them', async () => {
    await page.keyboard.press('g')
    await page.keyboard.press('t')
    await expect(page).toHaveURL(/threads$/)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(words('threads.title'))
    await page.keyboard.press('/')
    const box = page.getByRole('searchbox')
    await expect(box).toBeFocused()
    await page.keyboard.press('g')
    await page.keyboard.press('r')
    await expect(box, 'letters are text in a field').toHaveValue('gr')
    await box.blur()
    await page.keyboard.press('g')
    await page.keyboard.press('r')
    await expect(page).toHaveURL(/runs/)

    await page.keyboard.press('?')
    const sheet = page.getByRole('dialog', { name: words('shortcuts.title') })
    await expect(sheet).toContainText(words('shortcuts.name.list_extend_down'))
    await sheet.getByRole('checkbox').uncheck()
    await page.keyboard.press('Escape')
    await page.keyboard.press('g')
    await page.keyboard.press('o')
    await page.keyboard.press('?')
    await expect(sheet, 'single letters are off').toBeHidden()
    await expect(page).toHaveURL(/runs/)
    await page.keyboard.press('ControlOrMeta+k')
    await expect(page.getByRole('dialog', { name: words('palette.title') }), 'with Ctrl they stay').toBeVisible()
    await page.keyboard.press('Escape')
  })

  await test.step('does what the page can do, and says when nothing is called so', async () => {
    await shell.goTo('threads')
    await expect(page).toHaveURL(/threads$/)
    await palette.open()
    await page.keyboard.type('no such thing anywhere')
    await expect(palette.dialog.getByRole('status')).toContainText('Nothing is called')
    await expect(palette.options).toHaveCount(0)
    await page.keyboard.press('Enter')
    await expect(palette.dialog).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(palette.dialog).toBeHidden()

    await palette.open()
    await palette.choose('dark theme', 'Theme: Dark')
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
    await palette.open()
    await palette.choose('简体', /简体中文/)
    await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN')
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('会话')
  })
})
