import { expect, type Page } from '@playwright/test'
import { at } from './paths'
import { visit } from './visit'
import type { Words } from './words'

/** The list of assistants. */
export function createAssistantsPage(page: Page, t: Words) {
  const list = page.getByRole('grid', { name: t('assistants.list') })
  const row = (name: string) => list.getByRole('row').filter({ has: page.getByRole('link', { name, exact: true }) })
  const openMenu = async (name: string, entry: string) => {
    const label = t('common.more_actions_for', { name })
    await row(name).getByRole('button', { name: label, exact: true }).click()
    await page.getByRole('menu', { name: label, exact: true }).getByRole('menuitem', { name: entry }).click()
  }
  return {
    list,
    row,
    copyOf: (name: string) => t('assistants.copy_of', { name }),
    open: () => visit(page, at.assistants),
    openOne: (name: string) => row(name).getByRole('link', { name, exact: true }).click(),
    startNew: () => page.getByRole('link', { name: t('assistants.new') }).click(),
    search: (words: string) => page.getByRole('searchbox', { name: t('assistants.search') }).fill(words),
    duplicate: (name: string) => openMenu(name, t('common.duplicate')),
    async delete(name: string) {
      await openMenu(name, t('common.delete'))
      const dialog = page.getByRole('dialog')
      await expect(dialog).toContainText(t('assistants.delete.title', { name }))
      await dialog.getByRole('button', { name: t('common.delete') }).click()
      await expect(dialog).toBeHidden()
    },
  }
}
