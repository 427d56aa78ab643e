import { expect, type Page } from '@playwright/test'
import type { Words } from './words'

/** The palette over a page. */
export function createPalette(page: Page, t: Words) {
  const dialog = page.getByRole('dialog', { name: t('palette.title') })
  const box = dialog.getByRole('combobox')
  return {
    dialog,
    box,
    options: dialog.getByRole('option'),
    /** The one that Enter takes. */
    active: dialog.getByRole('option', { selected: true }),
    async open() {
      await page.keyboard.press('ControlOrMeta+k')
      await expect(box).toBeFocused()
    },
    /** Types and takes the first line that reads so. */
    async choose(words: string, option: string | RegExp) {
      await box.fill(words)
      await dialog.getByRole('option', { name: option }).first().click()
      await expect(dialog).toBeHidden()
    },
  }
}
