import { ask, createAssistant, unique, untilStatus } from '../fixtures/seed'
import { expect, test } from '../fixtures/test'
import { reload } from '../pages/visit'
import { createThreadsPage } from '../pages/threads-page'

test('filters and words survive the way to a run and back, and a reload', async ({
  client,
  inspector,
  page,
  runs,
  words,
}) => {
  const name = unique('Return')
  const run = await ask(client, { model: 'scenario/server-error', content: 'Go.', name })
  await untilStatus(client, run, 'failed')
  await runs.open()
  await expect(runs.statusFilter('failed'), 'they are counted').toHaveText(/\d/)
  const place = await runs.statusFilter('failed').boundingBox()
  await runs.search(name)
  await expect(page).toHaveURL(/q=/)
  await expect(runs.statusFilter('failed'), 'what words leave is not').toHaveAccessibleName(words('status.failed'))
  expect(await runs.statusFilter('failed').boundingBox(), 'what is pressed next stands still').toEqual(place)
  await runs.filterByStatus('failed')
  await expect(runs.rows).toHaveCount(1)
  await runs.row(name).getByRole('link', { name }).click()
  await inspector.expectStatus('failed')
  await inspector.openTab('raw')
  await reload(page)
  await expect(inspector.detail.getByRole('tab', { selected: true })).toHaveText(words('inspector.tab.raw'))

  await page
    .getByRole('navigation', { name: words('shell.breadcrumbs') })
    .getByRole('link')
    .last()
    .click()
  await expect(page).toHaveURL(new RegExp(`${run.thread_id}$`))
  await page.goBack()
  await inspector.expectStatus('failed')
  await expect(inspector.detail.getByRole('tab', { selected: true })).toHaveText(words('inspector.tab.raw'))
  await page.goBack()
  await expect(inspector.detail.getByRole('tab', { selected: true })).toHaveText(words('inspector.tab.overview'))
  await page.goBack()
  await expect(page).toHaveURL(/\/embedded\/runs\?/)
  await expect(runs.rows).toHaveCount(1)
  await expect(page.getByRole('searchbox')).toHaveValue(name)
  await expect(page.getByRole('button', { name: words('status.failed'), exact: true, pressed: true })).toBeVisible()
})

test('the list of threads catches up with other tabs, and with what it missed', async ({
  client,
  pageErrors,
  context,
  page,
  shell,
  threads,
  words,
}) => {
  pageErrors.expect(/net::ERR_INTERNET_DISCONNECTED/)
  await threads.open()
  await test.step('says that it is offline, and catches up with what it missed', async () => {
    const before = unique('before')
    await client.beta.threads.create({ messages: [{ role: 'user', content: before }] })
    await expect(threads.row(before)).toBeVisible()
    await expect(shell.offline).toBeHidden()

    await context.setOffline(true)
    await expect(shell.offline).toBeVisible()
    await expect(threads.row(before), 'what was there stays to be read').toBeVisible()
    const missed = unique('missed')
    await client.beta.threads.create({ messages: [{ role: 'user', content: missed }] })

    await context.setOffline(false)
    await expect(shell.offline).toBeHidden({ timeout: 20_000 })
    await expect(threads.row(missed)).toBeVisible()
  })

  await test.step('two tabs show the same threads', async () => {
    const [kept, gone] = [unique('kept'), unique('gone')]
    for (const content of [kept, gone]) await client.beta.threads.create({ messages: [{ role: 'user', content }] })
    const second = await context.newPage()
    const beside = createThreadsPage(second, words)
    await beside.open()
    await second.bringToFront()
    await beside.rename(kept, `${kept}, renamed`)
    await beside.askToDelete(gone)
    await beside.confirm()
    await expect(beside.row(gone)).toBeHidden()
    await second.getByRole('button', { name: words('common.dismiss') }).click()
    await page.bringToFront()
    await expect(threads.row(`${kept}, renamed`)).toBeVisible()
    await expect(threads.row(gone)).toBeHidden()
  })
})

test('a message that could not be sent stays in the box, in sight, to be sent once the server is there', async ({
  client,
  pageErrors,
  context,
  page,
  shell,
  thread,
  words,
}) => {
  pageErrors.expect(/net::ERR_INTERNET_DISCONNECTED/)
  const { id: assistant } = await createAssistant(client, { model: 'scripted' })
  const { id } = await client.beta.threads.create()
  await thread.open(id, { assistant })
  await context.setOffline(true)
  await expect(shell.offline).toBeVisible()
  await thread.say('Are you there?')
  const problem = thread.composer.getByText(words('errors.not_reached.title'))
  await expect(problem).toBeVisible()
  await expect(thread.sendButton, 'what stands on top pushes nothing out of the window').toBeInViewport({ ratio: 1 })
  await expect(page.getByText(words('thread.composer.hint')).last()).toBeInViewport({ ratio: 1 })

  await context.setOffline(false)
  await expect(shell.offline).toBeHidden({ timeout: 20_000 })
  await expect(problem, 'it stands until the next try').toBeVisible()
  await expect(thread.box).toHaveValue('Are you there?')
  await thread.sendButton.click()
  await expect(problem).toBeHidden()
  await thread.expectLatestRun('completed')
})
