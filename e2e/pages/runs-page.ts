import type { Page } from '@playwright/test'
import type { RunStatus } from '@/lib/protocol/status'
import { at } from '../fixtures/paths'
import { visit } from '../fixtures/visit'
import type { Words } from '../fixtures/words'

/** The list of the runs of all threads. */
export function createRunsPage(page: Page, t: Words) {
  const list = page.getByRole('grid', { name: t('runs.list') })
  const assistant = page.getByRole('combobox', { name: t('runs.filter.assistant') })
  return {
    list,
    /** Of which assistant the runs are shown. */
    assistant,
    rows: list.getByRole('row').filter({ has: page.getByRole('link') }),
    row: (assistant: string) => list.getByRole('row').filter({ has: page.getByRole('link', { name: assistant }) }),
    search: (words: string) => page.getByRole('searchbox', { name: t('runs.search') }).fill(words),
    open: () => visit(page, at.runs),
    filterByStatus: (status: RunStatus) =>
      page.getByRole('button', { name: new RegExp(`^${t(`status.${status}`)}`) }).click(),
    async filterByAssistant(name: string) {
      // As a hand would: whoever is about to choose comes to the control first.
      await assistant.focus()
      await assistant.selectOption({ label: name })
    },
    clearFilters: () => page.getByRole('button', { name: t('runs.filter.clear') }).click(),
  }
}
