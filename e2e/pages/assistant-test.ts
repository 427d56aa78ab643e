import type { Page } from '@playwright/test'
import type { Words } from './words'

/** The test conversation beside an assistant's form. */
export function createAssistantTest(page: Page, t: Words) {
  const panel = page.getByRole('region', { name: t('assistants.test.title') })
  const view = page.getByRole('group', { name: t('assistants.view.title') })
  const box = panel.getByRole('textbox', { name: t('thread.composer.message'), exact: true })
  return {
    panel,
    box,
    answers: panel.getByRole('article', { name: t('thread.by.assistant') }),
    questions: panel.getByRole('article', { name: t('thread.by.user') }),
    async say(text: string) {
      await box.fill(text)
      await box.press('Enter')
    },
    /** Which settings the next run takes. */
    used: panel.getByText(
      new RegExp(`^(${t('assistants.test.saved')}|${t('assistants.test.unsaved', { settings: '' })})`),
    ),
    openChanges: () =>
      panel.getByRole('button', { name: new RegExp(t('assistants.since.changed', { names: '' })) }).click(),
    changes: page.getByRole('dialog', { name: t('assistants.since.title') }),
    showProblems: panel.getByRole('button', { name: t('assistants.test.show_problems') }),
    startOver: panel.getByRole('button', { name: t('assistants.test.start_over') }),
    openThread: panel.getByRole('link', { name: t('assistants.test.open_thread') }),
    createFirst: panel.getByRole('button', { name: t('assistants.test.new.action') }),
    /** Where there is room for one only. */
    show: (name: 'settings' | 'test') => view.getByRole('button', { name: t(`assistants.view.${name}`) }).click(),
  }
}
