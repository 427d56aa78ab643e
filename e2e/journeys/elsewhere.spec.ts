import { at } from '../fixtures/paths'
import { ask, unique, untilStatus } from '../fixtures/seed'
import { expect, test } from '../fixtures/test'
import { visit } from '../fixtures/visit'

test('tells of a run that stops for an answer where nobody looks, and leads there', async ({
  client,
  inspector,
  page,
  shell,
  words,
}) => {
  await visit(page, at.assistants)
  const name = unique('Desk')
  const run = await ask(client, { model: 'scenario/parallel-tools', content: 'Go.', name, functions: ['look_up'] })
  await expect(shell.notes).toContainText(words('shell.elsewhere.needs_answer', { name }))
  await shell.notes.getByRole('link', { name: words('shell.elsewhere.open') }).click()
  await expect(page).toHaveURL(new RegExp(`${run.id}$`))
  await inspector.expectStatus('requires_action')
  await expect(shell.notes, 'what was followed is gone').not.toContainText(name)
})

test('tells of many in one line, and shows them all', async ({ client, page, runs, shell, words }) => {
  await visit(page, at.assistants)
  const names = ['One', 'Two', 'Three'].map(unique)
  await Promise.all(names.map((name) => ask(client, { model: 'scenario/server-error', content: 'Go.', name })))
  const link = shell.notes.getByRole('link', { name: words('shell.elsewhere.show_all') })
  await expect(link).toBeVisible()
  await link.click()
  await expect(page).toHaveURL(/status=failed/)
  for (const name of names) await expect(runs.row(name)).toBeVisible()
})

test('says nothing of what the reader sees anyway', async ({ client, page, runs, shell }) => {
  await runs.open()
  const name = unique('Seen')
  const run = await ask(client, { model: 'scenario/parallel-tools', content: 'Go.', name, functions: ['look_up'] })
  await untilStatus(client, run, 'requires_action')
  await expect(runs.row(name)).toBeVisible()
  await page.goto(at.run(run))
  await expect(page.getByRole('heading', { level: 1 })).toContainText(name)
  await expect(shell.notes).not.toContainText(name)
})
