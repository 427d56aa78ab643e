import { expect, type Page } from '@playwright/test'
import type { RunStatus } from '@/lib/protocol/status'
import { at } from './paths'
import { visit } from './visit'
import type { Words } from './words'
import { confirmCancel } from './confirm-cancel'
import { createToolOutputs } from './tool-outputs'

type Tab = 'overview' | 'input' | 'output' | 'raw' | 'code'

/** A run: the lane of its life, its rows, the details of what is selected. */
export function createRunInspector(page: Page, t: Words) {
  const lane = page.getByRole('img', { name: t('inspector.lane', { stages: '' }).trim() })
  const timeline = page.getByRole('treegrid', { name: t('inspector.steps') })
  const detail = page.getByRole('region', { name: t('inspector.detail', { name: '' }).trim() })
  const panel = detail.getByRole('tabpanel')
  const logSummary = page.locator('summary').filter({ hasText: t('inspector.log.title') })
  const cancelButton = page.getByRole('main').getByRole('button', { name: t('inspector.cancel') })
  return {
    lane,
    timeline,
    rows: timeline.getByRole('row'),
    row: (name: string) => timeline.getByRole('row', { name }),
    detail,
    panel,
    outputs: createToolOutputs(page, t),
    facts: page.getByRole('complementary', { name: t('inspector.facts.title') }),
    cancelButton,
    async cancel() {
      await cancelButton.click()
      await confirmCancel(page, t)
    },
    log: page.getByRole('listbox', { name: t('inspector.log.title') }),
    minimap: page.getByRole('slider', { name: t('inspector.zoom.minimap') }),
    axis: page.locator('[data-axis]'),
    machine: page.getByRole('img', { name: t('inspector.machine.label', { way: '' }).trim() }),
    button: (name: Parameters<Words>[0]) => page.getByRole('main').getByRole('button', { name: t(name), exact: true }),
    /** `origin` is that of another server than the worker's. */
    open: (run: { readonly id: string; readonly thread_id: string }, origin = '') =>
      visit(page, `${origin}${at.run(run)}`),
    openTab: (tab: Tab) => detail.getByRole('tab', { name: t(`inspector.tab.${tab}`) }).click(),
    /** With the number of events. */
    logSummary,
    openLog: () => logSummary.click(),
    /** The run's statuses as a screen reader reads them: this is the last. */
    expectStatus: (status: RunStatus) =>
      expect(lane).toHaveAccessibleName(new RegExp(`${t(`status.${status}`)}[^,，、]*$`)),
    /** The stages that the run went through, in their order. */
    expectStages: (...statuses: readonly RunStatus[]) =>
      expect(lane).toHaveAccessibleName(new RegExp(statuses.map((status) => t(`status.${status}`)).join('.*'))),
  }
}
