import type { Page } from '@playwright/test'
import { at } from '../fixtures/paths'
import { visit } from '../fixtures/visit'
import type { Words } from '../fixtures/words'

/** The form of an assistant, new or known. */
export function createAssistantForm(page: Page, t: Words) {
  const field = (name: 'name' | 'description' | 'instructions' | 'model') =>
    page.getByLabel(t(`assistants.form.${name}`), { exact: true })
  const part = (name: 'functions' | 'metadata') => page.getByRole('group', { name: t(`assistants.form.${name}`) })
  const functions = part('functions')
  const metadata = part('metadata')
  const pairBox = (name: string) => metadata.getByRole('textbox', { name, exact: true })
  const metadataValue = (key: string) => pairBox(t('assistants.form.metadata_value', { key }))
  return {
    openNew: () => visit(page, at.newAssistant),
    open: (id: string) => visit(page, at.assistant(id)),
    field,
    fill: (name: Parameters<typeof field>[0], text: string) => field(name).fill(text),
    temperature: page.getByRole('spinbutton', { name: t('assistants.form.temperature') }),
    async addFunction(sample: 'empty' | 'order_total' | 'weather' | 'search') {
      await functions.getByRole('button', { name: t('assistants.form.add_function') }).click()
      await page.getByRole('menuitem', { name: t(`assistants.form.samples.${sample}`) }).click()
    },
    definitionOf: (name: string) =>
      functions.getByRole('textbox', { name: t('assistants.form.function_json', { name }), exact: true }),
    /** What the editor says is wrong with a definition. */
    objection: functions.getByRole('button', { name: /\b\d+\b.*\b\d+\b/ }),
    async addMetadata(key: string, value: string) {
      const number = (await metadata.getByRole('textbox').count()) / 2 + 1
      await metadata.getByRole('button', { name: t('assistants.form.add_metadata') }).click()
      await pairBox(t('assistants.form.metadata_key', { number })).fill(key)
      await metadataValue(key).fill(value)
    },
    metadataValue,
    unsaved: page.getByText(t('assistants.form.unsaved'), { exact: true }),
    create: () => page.getByRole('button', { name: t('assistants.form.create') }).click(),
    save: () => page.getByRole('button', { name: t('assistants.form.save') }).click(),
    startThread: () => page.getByRole('button', { name: t('threads.new') }).click(),
  }
}
