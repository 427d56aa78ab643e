import type { Page } from '@playwright/test'
import { ask, createAssistant, untilStatus } from '../fixtures/seed'
import { expect, test } from '../fixtures/test'
import { reload, visit } from '../pages/visit'

const parallel = { model: 'scenario/parallel-tools', content: 'Go ahead.', functions: ['look_up', 'reserve'] }

/** A stroke over the timeline's axis, in shares of its width. */
async function brush(page: Page, from: number, to: number) {
  const box = (await page.locator('[data-axis]').boundingBox())!
  await page.mouse.move(box.x + box.width * from, box.y + 20)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width * to, box.y + 20, { steps: 4 })
  await page.mouse.up()
}

test('a run that ended is looked at closer, and at each of its events', async ({ client, inspector, page }) => {
  const run = await ask(client, { model: 'scripted', content: 'Hello.' })
  await untilStatus(client, run, 'completed')
  await inspector.open(run)
  await test.step('the pointer is told its moment, and no row is drawn again for it', async () => {
    await expect(inspector.logSummary, 'the log has come').toHaveText(/\d\d$/)
    await inspector.timeline.evaluate((tree) => {
      const changes = { count: 0 }
      Object.assign(window, { changes })
      const options = { childList: true, subtree: true, attributes: true, characterData: true }
      new MutationObserver((all) => void (changes.count += all.length)).observe(tree, options)
    })
    const box = (await inspector.axis.boundingBox())!
    await page.mouse.move(box.x + box.width / 2, box.y + 20, { steps: 10 })
    await expect(page.locator('[data-cursor]')).toHaveText(/^\+.+ · \d\d:\d\d:\d\d\.\d{3}$/)
    await page.mouse.move(box.x + box.width - 5, box.y + box.height + 10, { steps: 10 })
    expect(await page.evaluate(() => (window as unknown as { changes: { count: number } }).changes.count)).toBe(0)
  })

  await test.step('a stroke looks closer, keys look further away, and the address keeps it', async () => {
    await inspector.expectStatus('completed')
    await expect(inspector.button('inspector.zoom.all')).toBeHidden()
    await brush(page, 0.25, 0.75)
    await expect(page).toHaveURL(/zoom=\d+-\d+/)
    const { search } = new URL(page.url())
    await reload(page)
    await expect(inspector.button('inspector.zoom.all')).toBeVisible()
    expect(new URL(page.url()).search).toBe(search)
    await expect(inspector.logSummary, 'the log has come').toHaveText(/\d\d$/)
    await inspector.rows.first().focus()
    await page.keyboard.press('0')
    await expect(page).not.toHaveURL(/zoom=/)
    await page.keyboard.press('+')
    await expect(page).toHaveURL(/zoom=/)
    await page.keyboard.press('-')
    await expect(page).not.toHaveURL(/zoom=/)

    const box = (await inspector.axis.boundingBox())!
    await page.mouse.move(box.x + box.width * 0.25, box.y + 20)
    await page.keyboard.down('Control')
    await page.mouse.wheel(0, -240)
    await page.keyboard.up('Control')
    await expect(page, 'the wheel, at the pointer').toHaveURL(/zoom=[1-9]\d*-\d+/)
    await inspector.minimap.focus()
    await page.keyboard.press('Home')
    await expect(page).toHaveURL(/zoom=0-\d+/)
    await expect(inspector.lane.locator('[data-end]'), 'the end is elsewhere').toHaveCount(0)
    await page.keyboard.press('Escape')
    await expect(page).not.toHaveURL(/zoom=/)
    await expect(inspector.minimap).toBeHidden()
    await expect(inspector.lane.locator('[data-end]')).toBeVisible()
  })

  await test.step('steps through the events while the page shows it as it stood', async () => {
    await expect(inspector.machine).toHaveAccessibleName(/queued → in progress → completed$/)
    await inspector.openLog()
    await expect(inspector.log.getByRole('option').first(), 'what was asked comes first').toContainText('POST')
    await inspector.log.focus()
    await page.keyboard.press('Home')
    await expect(page).toHaveURL(/exchange=request-\d+/)
    await expect(page.getByText('"assistant_id"').first(), 'its body').toBeVisible()
    await page.getByRole('button', { name: /^Requests/ }).click()
    await expect(inspector.log.getByRole('option', { name: /POST|GET/ })).toHaveCount(0)
    await inspector.log.focus()
    for (let step = 0; step < 4; step += 1) await page.keyboard.press('ArrowDown')
    await expect(inspector.log.getByRole('option', { selected: true })).toContainText('thread.run.in_progress')
    await expect(inspector.machine).toHaveAccessibleName(/queued → in progress$/)
    await inspector.expectStatus('completed')

    await page.keyboard.press('End')
    await page.keyboard.press('ArrowUp')
    await expect(inspector.log.getByRole('option', { selected: true })).toContainText('thread.run.step.completed')
    await expect(inspector.row('Message'), 'what the event is about').toHaveAttribute('aria-selected', 'true')

    await page.getByRole('button', { name: /^Deltas/ }).click()
    await expect(inspector.log.getByRole('option', { name: /delta/ })).toHaveCount(0)
    await reload(page)
    await expect(inspector.log.getByRole('option', { selected: true })).toContainText('thread.run.step.completed')
    await inspector.button('inspector.log.now').click()
    await expect(inspector.machine).toHaveAccessibleName(/completed$/)
    await expect(page).not.toHaveURL(/event=/)

    await page.goBack()
    await expect(inspector.log.getByRole('option', { name: /delta/ }), 'back undoes the filter').not.toHaveCount(0)
    await expect(page).toHaveURL(/event=/)
    await expect(inspector.log.getByRole('option', { selected: true })).toContainText('thread.run.step.completed')
  })
})

test.describe('by touch', () => {
  test.use({ hasTouch: true })

  test('two fingers look closer at the timeline, one moves it, and the page stays', async ({
    client,
    inspector,
    page,
  }) => {
    const run = await ask(client, { model: 'scripted', content: 'Hello.' })
    await untilStatus(client, run, 'completed')
    await inspector.open(run)
    await expect(inspector.logSummary, 'the log has come').toHaveText(/\d\d$/)
    const { x, width } = (await inspector.axis.boundingBox())!
    // On a row: most of the chart are rows.
    const { y } = (await inspector.rows.first().boundingBox())!
    const cdp = await page.context().newCDPSession(page)
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...shares: readonly number[]) =>
      cdp.send('Input.dispatchTouchEvent', {
        type,
        touchPoints: shares.map((share, id) => ({ x: x + width * share, y: y + 10, id })),
      })
    await touch('touchStart', 0.4, 0.6)
    await touch('touchMove', 0.3, 0.7)
    await touch('touchMove', 0.25, 0.75)
    await touch('touchEnd')
    await expect(page).toHaveURL(/zoom=[1-9]\d*-\d+/)
    expect(await page.evaluate(() => window.visualViewport?.scale)).toBe(1)
    await touch('touchStart', 0.05)
    for (const share of [0.1, 0.3, 0.6, 0.95]) await touch('touchMove', share)
    await touch('touchEnd')
    await expect(page, 'as far as the finger went').toHaveURL(/zoom=0-\d+/)
  })
})

test('a run that waits is gone through by keys, found in, shared and read out', async ({
  client,
  context,
  inspector,
  page,
  words,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const run = await ask(client, parallel)
  await untilStatus(client, run, 'requires_action')
  await inspector.open(run)
  await test.step('arrows to the side close and open a step, and lead between a call and its step', async () => {
    const step = inspector.rows.first()
    await expect(step).toHaveAttribute('aria-expanded', 'true')
    await step.focus()
    await page.keyboard.press('ArrowLeft')
    await expect(step).toHaveAttribute('aria-expanded', 'false')
    await expect(inspector.rows).toHaveCount(1)
    await page.keyboard.press('ArrowRight')
    await expect(inspector.rows).toHaveCount(3)
    await page.keyboard.press('ArrowRight')
    await expect(inspector.row('look_up')).toBeFocused()
    await page.keyboard.press('ArrowLeft')
    await expect(step).toBeFocused()

    await page.keyboard.press('Enter')
    await expect(inspector.detail).toHaveAccessibleName('Details of Tool calls')
    await page.keyboard.press('Escape')
    await expect(inspector.detail, 'Escape leads back').toHaveAccessibleName('Details of The whole run')
    await inspector.row('reserve').click()
    await inspector.lane.click()
    await expect(inspector.detail, 'so does the lane').toHaveAccessibleName('Details of The whole run')
  })

  await test.step('arrow keys move through the rows, Enter selects', async () => {
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

  await test.step('finds in JSON, tells the path, and hands it over as a file', async () => {
    await inspector.lane.click()
    await inspector.openTab('raw')
    await inspector.panel.getByRole('searchbox').fill('reserve')
    const path = '$.required_action.submit_tool_outputs.tool_calls[1].function.name'
    await expect(inspector.panel.getByRole('option', { selected: true })).toHaveText('"name": "reserve",')
    await inspector.panel.getByRole('button', { name: `Copy the value of ${path}` }).click()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('reserve')
    await inspector.panel.getByRole('button', { name: `Copy the path ${path}` }).click()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(path)
    const download = page.waitForEvent('download')
    await inspector.panel.getByRole('button', { name: 'Download' }).click()
    expect((await download).suggestedFilename()).toBe('Run.json')
  })

  await test.step('a copied link leads to the step', async () => {
    await inspector.row('reserve').click()
    await inspector.openTab('code')
    await expect(inspector.panel).toContainText('submit_tool_outputs')
    await inspector.detail.getByRole('button', { name: 'Copy a link to reserve' }).click()
    await visit(page, await page.evaluate(() => navigator.clipboard.readText()))
    await expect(inspector.row('reserve')).toHaveAttribute('aria-selected', 'true')
  })

  await test.step('the timeline reads as a table, and a line of it selects', async () => {
    await inspector.lane.click()
    await expect(page).not.toHaveURL(/step=/)
    await inspector.button('inspector.look.table').click()
    const table = page.getByRole('table', { name: words('inspector.steps') })
    await expect(table.getByRole('rowheader')).toHaveText(['Tool calls', /^look_up/, /^reserve/])
    await table.getByRole('button', { name: 'reserve' }).click()
    await expect(page).toHaveURL(/view=table&step=call_/)
    await expect(inspector.detail).toHaveAccessibleName('Details of reserve')
  })

  await test.step('what happens to it is read out, each change once', async () => {
    const said = page.getByRole('main').locator('p[role=status]').first()
    await expect(said, 'what had happened before').toHaveText('')
    await expect(inspector.outputs.card).toBeVisible()
    await inspector.cancel()
    await expect(said).toContainText(words('inspector.announce', { status: words('status.cancelled') }))
    await expect(inspector.outputs.card).toBeHidden()
    await expect(page.getByRole('heading', { level: 1 }), 'the focus leads to whose run it is').toBeFocused()
  })
})

test('answers a function in the form that it describes, and sends broken JSON only as text', async ({
  client,
  inspector,
  page,
}) => {
  const hour = { type: 'object', properties: { at: { type: 'string' } } }
  const responses = {
    type: 'object',
    properties: {
      sky: { type: 'string', enum: ['clear', 'rain'] },
      hours: { type: 'array', items: hour },
      more: { oneOf: [{ type: 'null' }] },
    },
  }
  const parameters = { type: 'object', properties: { item: { type: 'string' } }, 'x-responses': responses }
  const { id } = await client.beta.assistants.create({
    model: 'scenario/parallel-tools',
    tools: [
      { type: 'function', function: { name: 'get_weather', parameters } },
      { type: 'function', function: { name: 'look_up' } },
    ],
  })
  const run = await client.beta.threads.createAndRun({
    assistant_id: id,
    thread: { messages: [{ role: 'user', content: 'Hangzhou' }] },
  })
  await untilStatus(client, run, 'requires_action')
  await inspector.open(run)
  const { outputs } = inspector
  await outputs.missingButton(2, 2).click()
  const weather = outputs.callOf('get_weather 1/2')
  await expect(weather.getByLabel('sky', { exact: true })).toBeFocused()
  await weather.getByLabel('sky', { exact: true }).selectOption('rain')
  await weather.getByRole('button', { name: 'Add an item hours' }).click()
  await weather.getByLabel('at', { exact: true }).fill('08:15')
  const part = weather.getByRole('textbox', { name: 'more' })
  await part.fill('{"a": tru')
  await expect(weather.getByRole('button', { name: 'Line 1, column 7' })).toBeVisible()
  await part.fill('{"a": true}')
  await outputs.turnTo('get_weather 1/2', 'json')
  await expect(outputs.outputOf('get_weather 1/2')).toContainText('"at": "08:15"')
  await outputs.turnTo('get_weather 1/2', 'schema')
  await expect(weather).toContainText('"x-responses": {')

  await outputs.write('look_up 2/2', '{"found": tru')
  await expect(outputs.callOf('look_up 2/2')).toContainText('Broken JSON. Line 1, column 11')
  await outputs.card.getByRole('button', { name: 'One output is not valid JSON' }).click()
  await expect(outputs.outputOf('look_up 2/2')).toBeFocused()
  await outputs.sendAsText.click()
  const submitted = page.waitForRequest(/submit_tool_outputs$/)
  await outputs.sendButton(2).click()
  const { tool_outputs: sent } = (await submitted).postDataJSON() as { tool_outputs: { output: string }[] }
  expect(JSON.parse(sent[0]!.output)).toEqual({ sky: 'rain', hours: [{ at: '08:15' }], more: { a: true } })
  expect(sent[1]!.output).toBe('{"found": tru')
  await inspector.expectStatus('completed')
  await expect(inspector.panel, 'the whole story').toContainText(
    /^QuestionHangzhou2 tool callsget_weather→ .*08:15.*Answer/,
  )

  const next = await client.beta.threads.createAndRun({
    assistant_id: id,
    tools: [{ type: 'function', function: { name: 'get_weather' } }],
    parallel_tool_calls: false,
    thread: { messages: [{ role: 'user', content: 'Hangzhou' }] },
  })
  await untilStatus(client, next, 'requires_action')
  await inspector.open(next)
  await outputs.turnTo('get_weather', 'form')
  await outputs.card.getByRole('button', { name: 'Fill in the last answer' }).click()
  await expect(
    outputs.card.getByLabel('at', { exact: true }),
    'without a schema the fields are those of the last answer',
  ).toHaveValue('08:15')
})

test('tells what changed in the assistant since a run, and leads to the runs beside it', async ({
  client,
  inspector,
  page,
}) => {
  const { id } = await createAssistant(client, { model: 'scripted' })
  const thread = await client.beta.threads.create({ messages: [{ role: 'user', content: 'Hello.' }] })
  const first = await client.beta.threads.runs.createAndPoll(thread.id, { assistant_id: id })
  await client.beta.assistants.update(id, { instructions: 'Be brief.' })
  const second = await client.beta.threads.runs.createAndPoll(thread.id, { assistant_id: id })

  await inspector.open(first)
  await inspector.button('inspector.changes.ask').click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByRole('heading', { level: 3 })).toHaveText(['instructions'])
  await expect(dialog.getByRole('listitem')).toContainText(['Now:Be brief.'])
  await page.keyboard.press('Escape')
  await page.getByRole('link', { name: 'Next run' }).click()
  await expect(page).toHaveURL(new RegExp(second.id))
  await inspector.button('inspector.changes.ask').click()
  await expect(dialog).toContainText('No difference: the assistant is as it was for this run.')
  await page.keyboard.press('Escape')
  await page.getByRole('link', { name: 'Previous run' }).click()
  await expect(page).toHaveURL(new RegExp(first.id))
})
