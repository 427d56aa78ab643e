import type { Page } from '@playwright/test'
import { at } from './paths'
import { visit } from './visit'
import type { Words } from './words'

/** The connections, and the form that adds one. */
export function createConnectionsPage(page: Page, t: Words) {
  const card = (name: string) =>
    page.getByRole('listitem').filter({ has: page.getByRole('heading', { name, exact: true }) })
  const button = (name: string) => page.getByRole('button', { name, exact: true })
  const field = (name: 'name' | 'url' | 'key') => page.getByLabel(t(`connections.form.${name}`), { exact: true })
  return {
    open: () => visit(page, at.connections),
    card,
    openForm: () => page.getByRole('link', { name: t('connections.add') }).click(),
    field,
    async fill({ name, url, key }: { readonly name: string; readonly url: string; readonly key: string }) {
      await page.getByLabel(t('connections.form.kind')).selectOption('playground')
      await field('name').fill(name)
      await field('url').fill(url)
      await field('key').fill(key)
    },
    test: () => button(t('connections.form.test')).click(),
    /** How the test in the form went. */
    result: page.locator('form').getByRole('status'),
    save: () => button(t('connections.form.add')).click(),
    async remove(name: string) {
      await card(name)
        .getByRole('button', { name: t('connections.delete') })
        .click()
      await page
        .getByRole('dialog')
        .getByRole('button', { name: t('connections.delete_dialog.action') })
        .click()
    },
  }
}
