import type { Page } from '@playwright/test'
import { at } from './paths'
import { visit } from './visit'
import type { Words } from './words'

type Template = 'orders' | 'emperor' | 'finance' | 'approval' | 'markdown'
type Scenario = 'two-rounds' | 'parallel-tools' | 'rate-limited' | 'server-error' | 'max-tokens' | 'long-answer'

/** The overview: templates, scenarios, what runs now. */
export function createOverviewPage(page: Page, t: Words) {
  const press = (name: string) => page.getByRole('button', { name }).click()
  const template = (id: Template) =>
    page.getByRole('button', { name: t('templates.start', { name: t(`templates.${id}.title`) }) })
  return {
    open: () => visit(page, at.overview),
    /** Templates come without the rules that answer their functions: a person does. */
    withoutRules: () =>
      page.route(/\/responders$/, (route) =>
        route.request().method() === 'PUT' ? route.fulfill({ json: {} }) : route.continue(),
      ),
    /** Makes the assistant and the thread, and goes there. */
    startTemplate: (id: Template) => template(id).click(),
    template,
    startScenario: (id: Scenario) =>
      press(t('templates.scenarios.start_named', { name: t(`templates.scenarios.${id}.title`) })),
    runningNow: page.getByRole('region', { name: t('overview.runs_now') }).getByRole('link'),
    recentThreads: page.getByRole('region', { name: t('overview.recent') }).getByRole('link'),
  }
}
