import type { Page } from '@playwright/test'
import type { RunStatus } from '@/lib/protocol/status'
import { at } from './paths'
import { visit } from './visit'
import type { Words } from './words'
import { chooseAssistant } from './choose-assistant'

/** The list of the runs of all threads. */
export function createRunsPage(page: Page, t: Words) {
  const list = page.getByRole('grid', { name: t('runs.list') })
  const assistant = page
    .getByRole('group', { name: t('runs.filter.label') })
    .getByRole('button', { name: t('runs.filter.assistant') })
  const statusFilter = (status: RunStatus) =>
    page.getByRole('button', { name: new RegExp(`^${t(`status.${status}`)}`) })
  return {
    list,
    /** Of which assistant the runs are shown. */
    assistant,
    rows: list.getByRole('row').filter({ has: page.getByRole('link') }),
    row: (assistant: string) => list.getByRole('row').filter({ has: page.getByRole('link', { name: assistant }) }),
    search: (words: string) => page.getByRole('searchbox', { name: t('runs.search') }).fill(words),
    open: () => visit(page, at.runs),
    statusFilter,
    filterByStatus: (status: RunStatus) => statusFilter(status).click(),
    async filterByAssistant(name: string) {
      await assistant.click()
      await chooseAssistant(page, t, name)
    },
    clearFilters: () => page.getByRole('button', { name: t('runs.filter.clear') }).click(),
  }
}
