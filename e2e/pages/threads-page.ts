import { expect, type Page } from '@playwright/test'
import { at } from './paths'
import { visit } from './visit'
import type { Words } from './words'

/** The list of all threads. */
export function createThreadsPage(page: Page, t: Words) {
  const list = page.getByRole('grid', { name: t('threads.list') })
  const row = (name: string) => list.getByRole('row').filter({ has: page.getByRole('link', { name, exact: true }) })
  const dialog = page.getByRole('dialog')
  const openMenu = async (name: string, entry: string) => {
    const label = t('common.more_actions_for', { name })
    await row(name).getByRole('button', { name: label }).click()
    await page.getByRole('menu', { name: label }).getByRole('menuitem', { name: entry }).click()
  }
  return {
    list,
    row,
    names: list.getByRole('link'),
    rows: list.getByRole('row').filter({ has: page.getByRole('link') }),
    open: () => visit(page, at.threads),
    search: (words: string) => page.getByRole('searchbox', { name: t('threads.search') }).fill(words),
    async label(label: string) {
      await page.getByRole('button', { name: t('lists.labels.edit') }).click()
      await dialog.getByRole('textbox', { name: t('lists.labels.new') }).fill(label)
      await dialog.getByRole('button', { name: t('common.save') }).click()
      await expect(dialog).toBeHidden()
    },
    labels: page.getByRole('combobox', { name: t('lists.labels.filter') }),
    async rename(name: string, title: string) {
      await openMenu(name, t('common.rename'))
      await dialog.getByRole('textbox', { name: t('threads.rename.label') }).fill(title)
      await dialog.getByRole('button', { name: t('common.rename') }).click()
      await expect(dialog).toBeHidden()
    },
    choose: (name: string) => row(name).getByRole('checkbox').check(),
    chooseAll: () => list.getByRole('checkbox', { name: t('lists.select_all') }).check(),
    askToDeleteChosen: (count: number) =>
      page.getByRole('button', { name: t('threads.delete_selected', { count }) }).click(),
    askToDelete: (name: string) => openMenu(name, t('common.delete')),
    confirm: () => dialog.getByRole('button', { name: t('common.delete') }).click(),
    decline: () => dialog.getByRole('button', { name: t('common.cancel') }).click(),
  }
}
