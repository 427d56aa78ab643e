import { expect, type Page } from '@playwright/test'
import type { RunStatus } from '@/lib/protocol/status'
import { at } from './paths'
import { visit } from './visit'
import type { Words } from './words'
import { chooseAssistant } from './choose-assistant'
import { confirmCancel } from './confirm-cancel'
import { createToolOutputs } from './tool-outputs'

/** A thread: its conversation, its composer, its runs beside it. */
export function createThreadPage(page: Page, t: Words) {
  const composer = page.getByRole('form', { name: t('thread.composer.title') })
  const box = composer.getByRole('textbox', { name: t('thread.composer.message'), exact: true })
  const runs = page.getByRole('complementary', { name: t('inspector.runs.title') }).getByRole('link')
  const assistant = composer.getByRole('button', { name: t('thread.composer.assistant') })
  const menu = page.getByRole('main').getByRole('button', { name: t('common.more_actions'), exact: true })
  const reasoning = page
    .locator('summary')
    .filter({ hasText: t.markup('inspector.reasoning', { duration: () => '' }).trim() })
  const options = page.getByRole('dialog', { name: t('thread.options.title') })
  const openOptions = () => composer.getByRole('button', { name: t('thread.options.title') }).click()
  return {
    composer,
    box,
    assistant,
    /** Newest first. */
    runs,
    questions: page.getByRole('article', { name: t('thread.by.user') }),
    answers: page.getByRole('article', { name: t('thread.by.assistant') }),
    /** The line behind which an answer's reasoning is folded, and the reasoning. */
    reasoning,
    thoughts: reasoning.locator('xpath=following-sibling::*'),
    outputs: createToolOutputs(page, t),
    /** Another assistant than that of the thread's latest run stands in the address. */
    open: (id: string, { assistant = '' } = {}) =>
      visit(page, at.thread(id) + (assistant && `?assistant=${assistant}`)),
    async say(text: string) {
      await box.fill(text)
      await box.press('Enter')
    },
    /** Of a thread that waits for an answer: starts a run on it as it is. */
    runButton: composer.getByRole('button', { name: t('thread.composer.run'), exact: true }),
    sendButton: composer.getByRole('button', { name: t('thread.composer.send') }),
    async chooseAssistant(name: string) {
      await assistant.click()
      await chooseAssistant(page, t, name)
    },
    options,
    openOptions,
    async setOptions({ model, additional }: { readonly model: string; readonly additional: string }) {
      await openOptions()
      await options.getByLabel(t('thread.options.model.label')).fill(model)
      await options.getByLabel(t('thread.options.additional_instructions.label')).fill(additional)
      await page.keyboard.press('Escape')
    },
    async toggle(entry: string) {
      await menu.click()
      await page.getByRole('menuitemradio', { name: entry }).click()
    },
    async choose(entry: 'rename' | 'delete') {
      await menu.click()
      await page.getByRole('menuitem', { name: t(`common.${entry}`) }).click()
    },
    async cancel() {
      await composer.getByRole('button', { name: t('inspector.cancel') }).click()
      await confirmCancel(page, t)
    },
    /** Below what a run did. */
    inspectLink: page.getByRole('link', { name: t('inspector.runs.inspect_run', { id: '' }).trim() }),
    expectLatestRun: (status: RunStatus) => expect(runs.first()).toContainText(t(`status.${status}`)),
    async inspectLatest() {
      await runs.first().click()
      await page.waitForURL(/\/runs\/run_/)
    },
  }
}
