import type { Page } from '@playwright/test'
import type { Words } from '../fixtures/words'

/** The card that asks for the outputs of function calls, wherever it stands. */
export function createToolOutputs(page: Page, t: Words) {
  const card = page.getByRole('form', { name: t('inspector.outputs.title') })
  const outputOf = (name: string) =>
    card.getByRole('textbox', { name: t('inspector.outputs.output_of', { name }), exact: true })
  return {
    card,
    /** Of several calls each is named with its place: `get_weather 1/2`. */
    outputOf,
    argumentsOf: (name: string) => card.getByRole('region', { name: t('inspector.outputs.arguments_of', { name }) }),
    write: (name: string, output: string) => outputOf(name).fill(output),
    useExample: () =>
      card
        .getByRole('button', { name: t('inspector.outputs.use_example') })
        .first()
        .click(),
    /** The button as it is called when all `count` outputs are there. */
    sendButton: (count: number) => card.getByRole('button', { name: t('inspector.outputs.send', { count }) }),
    /** The button as it is called while `count` of `of` outputs are missing. */
    missingButton: (count: number, of: number) =>
      card.getByRole('button', { name: t('inspector.outputs.missing', { count, of }) }),
  }
}
