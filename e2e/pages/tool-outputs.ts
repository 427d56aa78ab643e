import type { Page } from '@playwright/test'
import type { Words } from './words'

/** The card that asks for the outputs of function calls, wherever it stands. */
export function createToolOutputs(page: Page, t: Words) {
  const card = page.getByRole('form', { name: t('inspector.outputs.title') })
  const outputOf = (name: string) =>
    card.getByRole('textbox', { name: t('inspector.outputs.output_of', { name }), exact: true })
  const callOf = (name: string) => card.getByRole('group', { name, exact: true })
  /** Turns to a way of writing an output. */
  const turnTo = (name: string, way: 'form' | 'json' | 'text' | 'schema') =>
    callOf(name)
      .getByRole('tab', { name: t(`inspector.outputs.tab.${way}`), exact: true })
      .click()
  return {
    card,
    callOf,
    turnTo,
    /** Of several calls each is named with its place: `get_weather 1/2`. */
    outputOf,
    argumentsOf: (name: string) => card.getByRole('region', { name: t('inspector.outputs.arguments_of', { name }) }),
    /** Writes an output as text. */
    async write(name: string, output: string) {
      await turnTo(name, 'text')
      await outputOf(name).fill(output)
    },
    sendAsText: card.getByRole('button', { name: t('inspector.outputs.send_as_text') }),
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
