import { expect, test } from '../fixtures/test'
import { reload } from '../pages/visit'

test('the theme is chosen without a reload and kept, and the stand-in is called what it is', async ({
  overview,
  page,
  shell,
}) => {
  await overview.open()
  const root = page.locator('html')
  const ground = () => root.evaluate((element) => getComputedStyle(element).backgroundColor)
  const light = await ground()
  await test.step('theme', async () => {
    await shell.switchTheme('dark')
    await expect(root).toHaveAttribute('data-theme', 'dark')
    expect(await ground()).not.toBe(light)
    await reload(page)
    await expect(root, 'without a flash: it comes from the server').toHaveAttribute('data-theme', 'dark')
    await shell.switchTheme('system')
    await page.emulateMedia({ colorScheme: 'light' })
    expect(await ground()).toBe(light)
  })
  await test.step('stand-in', async () => {
    await shell.model.click()
    const about = page.getByRole('dialog', { name: 'No language model answers here' })
    await expect(about.getByRole('link', { name: 'Add a model endpoint' })).toHaveAttribute('href', '/models')
  })
})
