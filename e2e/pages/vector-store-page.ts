import type { Page } from '@playwright/test'
import { payloadOf, type MadeFile } from './files-page'
import { at } from './paths'
import { visit } from './visit'
import type { Words } from './words'

/** The list of vector stores, and the page of one. */
export function createVectorStorePage(page: Page, t: Words) {
  const files = page.getByRole('grid', { name: t('stores.files.label') })
  const dialog = page.getByRole('dialog').filter({ visible: true })
  const button = (name: string) => page.getByRole('button', { name, exact: true })
  const row = (name: string) => files.getByRole('row').filter({ has: page.getByRole('link', { name, exact: true }) })
  return {
    dialog,
    row,
    list: page.getByRole('grid', { name: t('stores.title') }),
    results: page.getByRole('region', { name: t('stores.search.results') }),
    /** The two searches of a comparison. */
    sides: [
      page.getByRole('region', { name: t('stores.search.first') }),
      page.getByRole('region', { name: t('stores.search.second') }),
    ] as const,
    openList: () => visit(page, at.vectorStores),
    async create(name: string) {
      await button(t('stores.new')).click()
      await dialog.getByRole('textbox', { name: t('stores.dialog.name') }).fill(name)
      await dialog.getByRole('button', { name: t('stores.dialog.create') }).click()
    },
    async upload(made: readonly MadeFile[]) {
      const chooser = page.waitForEvent('filechooser')
      await button(t('stores.files.upload')).click()
      await (await chooser).setFiles(made.map(payloadOf))
    },
    async chooseStored(name: string) {
      await button(t('stores.files.choose')).click()
      await dialog.getByRole('searchbox').fill(name)
      await dialog.getByRole('checkbox', { name }).check()
      await dialog.getByRole('button', { name: t('assistants.form.tool.take', { count: 1 }) }).click()
    },
    async setAttribute(key: string, value: string) {
      await dialog.getByRole('button', { name: t('stores.attributes.add') }).click()
      await dialog.getByRole('textbox', { name: t('stores.attributes.key') }).fill(key)
      await dialog.getByRole('textbox', { name: t('stores.attributes.value_of', { key }) }).fill(value)
      await dialog.getByRole('button', { name: t('common.save') }).click()
    },
    close: () => dialog.getByRole('button', { name: t('common.close') }).click(),
    showSearch: () => page.getByRole('tab', { name: t('stores.view.search') }).click(),
    async search(words: string) {
      await page.getByRole('searchbox', { name: t('stores.search.query') }).fill(words)
      await page.keyboard.press('Enter')
    },
    compare: () => button(t('stores.search.compare')).click(),
    async remove(name: string) {
      await row(name).getByRole('button').click()
      await page.getByRole('menuitem', { name: t('stores.files.remove') }).click()
      await dialog.getByRole('button', { name: t('stores.remove.action') }).click()
    },
    askToDelete: () => button(t('common.delete')).first().click(),
  }
}
