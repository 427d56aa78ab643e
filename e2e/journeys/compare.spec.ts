import { readFile } from 'node:fs/promises'
import { axeViolations } from '../fixtures/axe-violations'
import { ask, createAssistant, unique, untilStatus } from '../fixtures/seed'
import { expect, test } from '../fixtures/test'
import { reload, visit } from '../pages/visit'

test('compares a run with one made again, asks several at once, and rates them', async ({
  client,
  inspector,
  page,
  runs,
}) => {
  const name = unique('Compared')
  const run = await ask(client, { model: 'scripted', name, content: 'one two three' })
  await untilStatus(client, run, 'completed')
  const second = page.getByRole('group', { name: 'Run B' })

  await test.step('with a message changed, on a copy of the thread', async () => {
    await inspector.open(run)
    await page.getByRole('button', { name: 'Run again with…' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('textbox', { name: 'Message', exact: true }).fill('one two four')
    const send = dialog.getByRole('button', { name: 'Run again', exact: true })
    const temperature = dialog.getByRole('textbox', { name: 'Temperature' })
    const before = await temperature.inputValue()
    await temperature.fill('9')
    await expect(send, 'says why it cannot be sent').toHaveAccessibleDescription(/^Temperature: .+2/)
    await send.click()
    await expect(temperature, 'and leads there').toBeFocused()
    await temperature.fill(before)
    await send.click()
    await expect(page).toHaveURL(new RegExp(`/compare\\?a=${run.id}&b=run_`))
    await expect(page.getByRole('region', { name: 'What was asked' })).toContainText('one two four')
    await expect(second.getByText('Completed').first()).toBeVisible()
    await page.getByRole('button', { name: 'Difference' }).click()
    await expect(page.getByRole('region', { name: 'What was asked' }).locator('ins')).toHaveText(/four/)
    await expect(page.getByRole('region', { name: 'Steps' }).getByText(/matched/)).toBeVisible()
    expect(await axeViolations(page)).toEqual([])
    await reload(page)
    await expect(page.getByRole('button', { name: 'Difference' })).toHaveAttribute('aria-pressed', 'true')
    const { data } = await client.beta.threads.messages.list(run.thread_id)
    expect(
      data.map(({ role }) => role),
      'the original stays',
    ).toEqual(['assistant', 'user'])
  })

  await test.step('the copy says what it is of', async () => {
    await page.getByRole('button', { name: 'Rate as good (B)' }).click()
    await expect(page.getByRole('button', { name: 'Rate as good (B)' })).toHaveAttribute('aria-pressed', 'true')
    await second.getByRole('link', { name: 'one two four' }).click()
    await expect(page.getByText('A copy of another thread')).toBeVisible()
    await page.getByRole('link', { name: 'Compare both runs' }).click()
    await expect(page.getByRole('heading', { name: 'Compare two runs' })).toBeVisible()
  })

  await test.step('two in the list, found by their rating', async () => {
    await runs.open()
    await runs.filterByAssistant(name)
    await expect(runs.rows).toHaveCount(2)
    for (const row of await runs.rows.all()) await row.getByRole('checkbox').click()
    await page.getByRole('button', { name: 'Compare the two' }).click()
    await expect(page).toHaveURL(new RegExp(`/compare\\?a=${run.id}`))
    await page.goBack()
    await page.getByRole('combobox', { name: 'Rating' }).selectOption('up')
    await expect(runs.rows).toHaveCount(1)
  })

  await test.step('what the list shows, as a file and as a view under a name', async () => {
    const more = page.getByRole('button', { name: 'Views and export' })
    await more.click()
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: 'Export as NDJSON' }).click(),
    ])
    expect(file.suggestedFilename()).toBe('runs.ndjson')
    const lines = (await readFile(await file.path(), 'utf8')).trim().split('\n')
    expect(lines.map((line) => (JSON.parse(line) as { rating: { value: string } }).rating.value)).toEqual(['up'])
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click()
    await more.click()
    await page.getByRole('menuitem', { name: 'Save this view…' }).click()
    await page.getByRole('textbox', { name: 'Name' }).fill('Good ones')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await runs.clearFilters()
    await expect(page).not.toHaveURL(/rating=/)
    await more.click()
    await page.getByRole('menuitemradio', { name: 'Good ones' }).click()
    await expect(page).toHaveURL(/rating=up/)
    await more.click()
    await page.getByRole('menuitem', { name: 'Save this view…' }).click()
    const views = page.getByRole('dialog').getByRole('list', { name: 'Views and export' })
    await views.getByRole('button', { name: 'Rename the view Good ones' }).click()
    await views.getByRole('textbox').fill('Liked')
    await page.keyboard.press('Enter')
    await expect(views.getByRole('button', { name: 'Rename the view Liked' })).toBeFocused()
    await views.getByRole('button', { name: 'Remove the view Liked' }).press('Enter')
    await expect(views.getByRole('listitem')).toHaveCount(0)
    await expect(page.getByRole('textbox', { name: 'Name' }), 'the focus stays in the dialog').toBeFocused()
    await page.keyboard.press('Escape')
  })

  await test.step('one message to several, which are there again on coming back', async () => {
    const other = await createAssistant(client, { model: 'scripted', name: unique('Other') })
    await visit(page, `/embedded/matrix?from=${run.id}&v=${run.assistant_id},${other.id}~scenario%2Frate-limited`)
    await expect(page.getByRole('textbox', { name: 'Message' })).toHaveValue('one two three')
    await page.getByRole('button', { name: 'Ask all 2' }).click()
    const cells = page.getByRole('article')
    await expect(cells.nth(0).getByText('Completed').first()).toBeVisible()
    await expect(cells.nth(1).getByText('Failed').first()).toBeVisible()
    expect(await axeViolations(page)).toEqual([])
    await reload(page)
    await expect(cells.nth(0).getByText('Completed').first()).toBeVisible()
    await cells.nth(1).getByRole('link', { name: 'Open the run' }).click()
    await inspector.expectStatus('failed')
  })
})
