import type { Page } from '@playwright/test'
import { at } from './paths'
import { visit } from './visit'
import type { Words } from './words'

/** The model endpoints, and the form that adds one. */
export function createModelsPage(page: Page, t: Words) {
  const card = (name: string) =>
    page.getByRole('listitem').filter({ has: page.getByRole('heading', { name, exact: true }) })
  const button = (name: string) => page.getByRole('button', { name, exact: true })
  return {
    open: () => visit(page, at.models),
    card,
    openForm: () => page.getByRole('link', { name: t('models.add') }).click(),
    field: (name: 'name' | 'base_url' | 'key') => page.getByLabel(t(`models.form.${name}`), { exact: true }),
    choosePreset: (name: string) => page.getByLabel(t('models.form.preset')).selectOption(name),
    test: () => button(t('models.form.test')).click(),
    offer: (name: string) => page.getByRole('checkbox', { name, exact: true }).check(),
    modelName: (number: number) => page.getByLabel(t('models.form.model_name', { number }), { exact: true }),
    upstreamName: (number: number) => page.getByLabel(t('models.form.upstream_name', { number }), { exact: true }),
    save: () => button(t('models.form.add')).click(),
    async remove(name: string) {
      await card(name)
        .getByRole('button', { name: t('models.delete') })
        .click()
      await page
        .getByRole('dialog')
        .getByRole('button', { name: t('models.delete_dialog.action') })
        .click()
    },
  }
}
