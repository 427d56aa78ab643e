import type { Page } from '@playwright/test'
import type { Words } from './words'

/** Searches in the open choice of assistants, and takes the one of that name. */
export async function chooseAssistant(page: Page, t: Words, name: string) {
  await page.getByRole('combobox', { name: t('assistants.choose.search') }).fill(name)
  await page.getByRole('option', { name }).first().click()
}
