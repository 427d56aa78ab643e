import { expect, type Page } from '@playwright/test'
import type { RunStatus } from '@/lib/protocol/status'
import { at } from '../fixtures/paths'
import { visit } from '../fixtures/visit'
import type { Words } from '../fixtures/words'
import { createToolOutputs } from './tool-outputs'

/** A thread: its conversation, its composer, its runs beside it. */
export function createThreadPage(page: Page, t: Words) {
  const composer = page.getByRole('form', { name: t('thread.composer.title') })
  const box = composer.getByRole('textbox', { name: t('thread.composer.message'), exact: true })
  const runs = page.getByRole('complementary', { name: t('inspector.runs.title') }).getByRole('link')
  const assistant = composer.getByRole('combobox', { name: t('thread.composer.assistant') })
  return {
    composer,
    box,
    assistant,
    /** Newest first. */
    runs,
    questions: page.getByRole('article', { name: t('thread.by.user') }),
    answers: page.getByRole('article', { name: t('thread.by.assistant') }),
    outputs: createToolOutputs(page, t),
    /** Another assistant than that of the thread's latest run stands in the address. */
    open: (id: string, { assistant = '' } = {}) =>
      visit(page, at.thread(id) + (assistant && `?assistant=${assistant}`)),
    async say(text: string) {
      await box.fill(text)
      await box.press('Enter')
    },
    sendButton: composer.getByRole('button', { name: t('thread.composer.send') }),
    chooseAssistant: (name: string) => assistant.selectOption({ label: name }),
    cancel: () => composer.getByRole('button', { name: t('inspector.cancel') }).click(),
    expectLatestRun: (status: RunStatus) => expect(runs.first()).toContainText(t(`status.${status}`)),
    async inspectLatest() {
      await runs.first().click()
      await page.waitForURL(/\/runs\/run_/)
    },
  }
}
