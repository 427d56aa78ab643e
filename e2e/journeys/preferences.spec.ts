import { expect, test } from '../fixtures/test'
import { reload } from '../fixtures/visit'

test('the theme is chosen without a reload and kept', async ({ overview, page, shell }) => {
  await overview.open()
  const root = page.locator('html')
  const ground = () => root.evaluate((element) => getComputedStyle(element).backgroundColor)
  const light = await ground()
  await shell.switchTheme('dark')
  await expect(root).toHaveAttribute('data-theme', 'dark')
  expect(await ground()).not.toBe(light)
  await reload(page)
  await expect(root, 'without a flash: it comes from the server').toHaveAttribute('data-theme', 'dark')
  await shell.switchTheme('system')
  await page.emulateMedia({ colorScheme: 'light' })
  expect(await ground()).toBe(light)
})

test('the stand-in is called what it is', async ({ overview, page, shell }) => {
  await overview.open()
  await shell.model.click()
  const about = page.getByRole('dialog', { name: 'No language model answers here' })
  await expect(about).toContainText('MODEL_BASE_URL')
})

test('an address where nothing is says so and leads back', async ({ complaints, page }) => {
  complaints.expect(/404 \(Not Found\)/)
  for (const path of ['/embedded/nowhere', '/nowhere', '/design', '/embedded/threads/thread_x/runs/run_x/more']) {
    const response = await page.goto(path)
    expect(response?.status(), path).toBe(404)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Page not found')
  }
  await page.getByRole('link', { name: 'Go to the overview' }).click()
  await expect(page).toHaveURL(/\/embedded$/)
})

test('what does not exist, or no longer, is said in words', async ({
  assistantForm,
  complaints,
  inspector,
  page,
  thread,
}) => {
  complaints.expect(/404 \(Not Found\)/)
  const opens = [
    () => thread.open('thread_gone'),
    () => inspector.open({ id: 'run_gone', thread_id: 'thread_gone' }),
    () => assistantForm.open('asst_gone'),
  ]
  for (const open of opens) {
    await open()
    await expect(page.getByRole('main')).toContainText('Not found')
    await expect(page.getByRole('heading', { level: 1 })).not.toBeEmpty()
  }
})
