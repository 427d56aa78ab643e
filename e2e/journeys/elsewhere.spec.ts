import { at } from '../pages/paths'
import { ask, unique, untilStatus } from '../fixtures/seed'
import { expect, test } from '../fixtures/test'
import { visit } from '../pages/visit'

test('tells of what happens to runs where nobody looks, and leads there', async ({
  client,
  inspector,
  page,
  runs,
  shell,
  words,
}) => {
  await visit(page, at.assistants)
  await test.step('of many in one line, and shows them all', async () => {
    const names = ['One', 'Two', 'Three'].map(unique)
    await Promise.all(names.map((name) => ask(client, { model: 'scenario/server-error', content: 'Go.', name })))
    const link = shell.notes.getByRole('link', { name: words('shell.elsewhere.show_all') })
    await expect(link).toBeVisible()
    await link.click()
    await expect(page).toHaveURL(/status=failed/)
    for (const name of names) await expect(runs.row(name)).toBeVisible()
  })

  await test.step('nothing of what the reader sees anyway', async () => {
    await runs.clearFilters()
    const name = unique('Seen')
    const run = await ask(client, { model: 'scenario/parallel-tools', content: 'Go.', name, functions: ['look_up'] })
    await untilStatus(client, run, 'requires_action')
    await expect(runs.row(name)).toBeVisible()
    await runs.row(name).getByRole('link', { name }).click()
    await expect(page.getByRole('heading', { level: 1 })).toContainText(name)
    await expect(shell.notes).not.toContainText(name)
  })

  await test.step('of one that stops for an answer', async () => {
    await shell.goTo('assistants')
    await expect(page).toHaveURL(/assistants$/)
    const name = unique('Desk')
    const run = await ask(client, { model: 'scenario/parallel-tools', content: 'Go.', name, functions: ['look_up'] })
    await expect(shell.notes).toContainText(words('shell.elsewhere.needs_answer', { name }))
    await shell.notes.getByRole('link', { name: words('shell.elsewhere.open') }).click()
    await expect(page).toHaveURL(new RegExp(`${run.id}$`))
    await inspector.expectStatus('requires_action')
    await expect(shell.notes, 'what was followed is gone').not.toContainText(name)
  })
})
