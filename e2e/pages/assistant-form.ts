import type { Page } from '@playwright/test'
import { at } from './paths'
import { visit } from './visit'
import type { Words } from './words'

/** The form of an assistant, new or known. */
export function createAssistantForm(page: Page, t: Words) {
  const field = (name: 'name' | 'description' | 'instructions' | 'model') =>
    page.getByLabel(t(`assistants.form.${name}`), { exact: true })
  const part = (name: 'functions' | 'metadata') => page.getByRole('group', { name: t(`assistants.form.${name}`) })
  const functions = part('functions')
  const metadata = part('metadata')
  const gallery = page.getByRole('dialog', { name: t('assistants.gallery.title') })
  const pairBox = (name: string) => metadata.getByRole('textbox', { name, exact: true })
  const metadataValue = (key: string) => pairBox(t('assistants.form.metadata_value', { key }))
  return {
    openNew: () => visit(page, at.newAssistant),
    open: (id: string) => visit(page, at.assistant(id)),
    field,
    fill: (name: Parameters<typeof field>[0], text: string) => field(name).fill(text),
    temperature: page.getByRole('spinbutton', { name: t('assistants.form.temperature') }),
    addButton: functions.getByRole('button', { name: t('assistants.form.add_function') }),
    gallery,
    async addFunction(template: 'empty' | 'order_total' | 'weather' | 'search' | 'ticket') {
      await functions.getByRole('button', { name: t('assistants.form.add_function') }).click()
      await gallery.getByRole('button', { name: t(`assistants.gallery.${template}.title`) }).click()
    },
    fold: (name: string) => functions.locator('summary', { hasText: new RegExp(`^${name}$`) }).click(),
    removeFunction: (name: string) =>
      functions.getByRole('button', { name: t('assistants.form.remove_function', { name }), exact: true }),
    /** A function as a form or as JSON. */
    write: (way: 'form' | 'json') => functions.getByRole('tab', { name: t(`assistants.function.${way}`) }).click(),
    definitionOf: (name: string) =>
      functions.getByRole('textbox', { name: t('assistants.function.definition', { name }), exact: true }),
    functionField: (name: 'name' | 'description') => functions.getByLabel(t(`assistants.function.${name}`)),
    addParameter: functions.getByRole('button', { name: t('assistants.function.add_parameter'), exact: true }),
    addParameterTo: (name: string) =>
      functions.getByRole('button', { name: t('assistants.function.add_parameter_to', { name }), exact: true }),
    /** The JSON of a parameter that the form has no fields for. */
    schemaOf: (name: string) =>
      functions.getByRole('textbox', { name: t('assistants.function.schema_of', { name }), exact: true }),
    /** Brings back what was removed last. */
    undo: functions.getByRole('button', { name: t('assistants.form.undo') }),
    parameters: functions.getByRole('group', {
      name: new RegExp(`^${t('assistants.function.parameter', { name: '' })}`),
    }),
    parameter(name: string) {
      const row = functions.getByRole('group', { name: t('assistants.function.parameter', { name }), exact: true })
      return {
        row,
        name: row.getByRole('textbox', { name: t('assistants.function.parameter_name'), exact: true }),
        type: row.getByRole('combobox', { name: t('assistants.function.type') }),
        required: row.getByRole('checkbox', { name: t('assistants.function.required') }),
        description: row.getByRole('textbox', { name: t('assistants.function.parameter_description') }),
        options: row.getByRole('textbox', { name: t('assistants.function.options') }),
        remove: row.getByRole('button', { name: t('assistants.function.remove_parameter', { name }) }),
      }
    },
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
    discard: () => page.getByRole('button', { name: t('assistants.form.discard') }).click(),
    startThread: () => page.getByRole('button', { name: t('threads.new') }).click(),
  }
}
