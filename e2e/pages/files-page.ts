import { expect, type Page } from '@playwright/test'
import { at } from './paths'
import { visit } from './visit'
import type { Words } from './words'

/** A file as a journey makes it. */
export interface MadeFile {
  readonly name: string
  readonly text: string
}

export const payloadOf = ({ name, text }: MadeFile) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(text) })

/** The list of files, and the page of one. */
export function createFilesPage(page: Page, t: Words) {
  const list = page.getByRole('grid', { name: t('files.list') })
  const dialog = page.getByRole('dialog')
  return {
    list,
    row: (name: string) => list.getByRole('row').filter({ has: page.getByRole('link', { name, exact: true }) }),
    uploads: page.getByRole('region', { name: t('files.uploads.label') }),
    content: page.getByRole('region', { name: t('files.preview.label') }),
    facts: page.getByRole('complementary', { name: t('files.facts') }),
    open: () => visit(page, at.files),
    async upload(files: readonly MadeFile[]) {
      const chooser = page.waitForEvent('filechooser')
      await page.getByRole('button', { name: t('files.upload'), exact: true }).click()
      await (await chooser).setFiles(files.map(payloadOf))
    },
    /** Lets go of a file over the page. */
    drop: (file: MadeFile) =>
      page.evaluate(({ name, text }) => {
        const dataTransfer = new DataTransfer()
        dataTransfer.items.add(new File([text], name))
        document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }))
      }, file),
    /** Until the list has no other rows than those with the words: what moves cannot be pressed. */
    async search(words: string) {
      await page.getByRole('searchbox', { name: t('files.search') }).fill(words)
      await expect(list.locator('tbody').getByRole('row').filter({ hasNotText: words })).toHaveCount(0)
    },
    openFile: (name: string) => list.getByRole('link', { name, exact: true }).click(),
    choose: (name: string) =>
      list
        .getByRole('row')
        .filter({ has: page.getByRole('link', { name, exact: true }) })
        .getByRole('checkbox')
        .check(),
    askToDeleteChosen: (count: number) =>
      page.getByRole('button', { name: t('files.delete_selected', { count }) }).click(),
    confirm: () => dialog.getByRole('button', { name: t('common.delete') }).click(),
    dialog,
  }
}
