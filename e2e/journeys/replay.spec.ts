import { at } from '../pages/paths'
import { visit } from '../pages/visit'
import { createReplayPage } from '../pages/replay-page'
import { axeViolations } from '../fixtures/axe-violations'
import { ORDER_FUNCTION } from '../fixtures/order-calculator'
import { expect, test } from '../fixtures/test'

test('replays what a template has made, by keys, by its bar and from a link', async ({
  context,
  inspector,
  overview,
  page,
  thread,
  words,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const replay = createReplayPage(page, words)
  await overview.withoutRules()
  await overview.open()
  await overview.startTemplate('orders')
  await thread.box.press('Enter')
  await thread.expectLatestRun('requires_action')
  await thread.outputs.useExample()
  await thread.outputs.card.getByLabel('total', { exact: true }).fill('4321.5')
  await thread.outputs.sendButton(1).click()
  await thread.expectLatestRun('completed')
  await thread.inspectLatest()
  await inspector.expectStatus('completed')

  await page
    .getByRole('main')
    .getByRole('link', { name: words('inspector.replay') })
    .click()
  await expect(page).toHaveURL(/\/replay\?run=run_/)
  await replay.expectReplay()
  await expect(replay.conversation, 'what was asked stands from the start').toContainText(
    words('templates.orders.draft'),
  )
  await expect(replay.conversation).not.toContainText('4321.5')
  await expect(replay.run).toContainText(words('status.queued'))

  await test.step('keys lead to the end, to events and to the beginning', async () => {
    await page.keyboard.press('End')
    await expect(replay.conversation).toContainText('4321.5')
    await expect(replay.run.getByRole('heading', { name: words('inspector.row.run') })).toBeVisible()
    const end = await replay.place()
    await expect(replay.slider, 'the whole of it').toHaveAttribute('aria-valuetext', /^(\S+) of \1$/)
    await page.keyboard.press(',')
    await expect(replay.conversation.getByText(words('status.completed'), { exact: true })).toBeHidden()
    await page.keyboard.press('.')
    await expect(replay.conversation.getByText(words('status.completed'), { exact: true })).toBeVisible()
    expect(await replay.place()).toBe(end)
    await page.keyboard.press('Home')
    await expect.poll(replay.place).toBe(0)
    await expect(replay.conversation).not.toContainText('4321.5')
    await page.keyboard.press('>')
    await expect(replay.player.getByRole('combobox')).toHaveValue('2')
  })

  await test.step('the bar is a slider with a name for its place', async () => {
    await expect(replay.slider).toHaveAttribute('aria-valuetext', /^0:00\.0 of 0:0\d/)
    const box = (await replay.slider.boundingBox())!
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2)
    await expect.poll(replay.place).toBeGreaterThan(0)
    await page.keyboard.press('ArrowLeft')
  })

  await test.step('a chapter leads to its moment, and a link there from elsewhere', async () => {
    await page.keyboard.press('c')
    await replay.chapter(words('replay.calls', { names: ORDER_FUNCTION })).click()
    await expect(replay.run, 'the details follow').toContainText(words('inspector.row.tool_calls'))
    await replay.chapter(words('status.requires_action')).click()
    await expect(replay.conversation).toContainText(ORDER_FUNCTION)
    await expect(page).toHaveURL(/[?&]at=\d+/)
    const place = await replay.place()
    expect(await axeViolations(page)).toEqual([])
    await page.keyboard.press('Escape')
    await expect(replay.chapters).toBeHidden()
    await replay.button('copy_link').click()
    const link = await page.evaluate(() => navigator.clipboard.readText())
    expect(link).toMatch(/\/replay\?run=run_\w+&at=\d+$/)
    await page.goto(link)
    await replay.expectReplay()
    expect(Math.abs((await replay.place()) - place)).toBeLessThan(2)
    await expect(replay.run).toContainText(words('status.requires_action'))
    await expect(replay.conversation).not.toContainText('4321.5')
  })

  await test.step('plays to its end', async () => {
    await replay.player.getByRole('combobox').selectOption('8')
    await replay.button('play').click()
    await expect(replay.conversation).toContainText('4321.5')
    await expect(replay.button('play'), 'it stands still at the end').toBeVisible()
  })

  await test.step('a whole thread is replayed from its page, by a key', async () => {
    await visit(page, at.thread(new URL(page.url()).pathname.split('/')[3]!))
    await expect(thread.answers.last()).toContainText('4321.5')
    await page.getByRole('heading', { level: 1 }).click()
    await page.keyboard.press('r')
    await expect(page).toHaveURL(/\/replay$/)
    await replay.expectReplay()
  })
})

test('says that there is nothing to replay, or no such thread', async ({ client, page, pageErrors, words }) => {
  const { id } = await client.beta.threads.create()
  await page.goto(`${at.thread(id)}/replay`)
  await expect(page.getByRole('heading', { name: words('replay.empty_title') })).toBeVisible()
  pageErrors.expect(/404/)
  await page.goto(`${at.thread('thread_gone')}/replay`)
  await expect(page.getByRole('heading', { name: words('errors.not_found.title') })).toBeVisible()
})
