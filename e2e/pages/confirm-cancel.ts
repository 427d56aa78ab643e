import type { Page } from '@playwright/test'
import type { Words } from './words'

/** Says yes where a page asks whether a run is to be cancelled. */
export const confirmCancel = (page: Page, t: Words) =>
  page
    .getByRole('dialog', { name: t('runs.cancel.title', { count: 1 }) })
    .getByRole('button', { name: t('runs.cancel.action', { count: 1 }) })
    .click()
