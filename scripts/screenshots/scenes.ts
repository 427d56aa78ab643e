// What is shown in pictures, and how.
import type { Page } from 'playwright'
import type { Demo, Locale } from './demo'

/** How a page is looked at. */
export interface Look {
  readonly name: string
  readonly locale: Locale
  readonly colorScheme: 'light' | 'dark'
  readonly isPhone?: boolean
}

export const looks: readonly Look[] = [
  { name: 'light', locale: 'en', colorScheme: 'light' },
  { name: 'dark', locale: 'en', colorScheme: 'dark' },
  { name: 'chinese', locale: 'zh-CN', colorScheme: 'light' },
  { name: 'chinese-dark', locale: 'zh-CN', colorScheme: 'dark' },
  { name: 'phone', locale: 'en', colorScheme: 'light', isPhone: true },
  { name: 'phone-chinese', locale: 'zh-CN', colorScheme: 'dark', isPhone: true },
]

export interface Scene {
  readonly name: string
  readonly path: (demo: Demo) => string | Promise<string>
  /** What is done before the picture is taken. */
  readonly prepare?: (page: Page) => Promise<void>
  /** The looks that the documentation shows; all are taken when somebody asks for all. */
  readonly shown: readonly string[]
}

const threadPath = ({ thread_id }: { thread_id: string }) => `/embedded/threads/${thread_id}`
const runPath = (run: { thread_id: string; id: string }) => `${threadPath(run)}/runs/${run.id}`

export const scenes: readonly Scene[] = [
  { name: 'overview', path: () => '/embedded', shown: ['light', 'chinese', 'phone-chinese'] },
  { name: 'assistants', path: () => '/embedded/assistants', shown: ['light'] },
  {
    name: 'assistant',
    path: ({ assistant }) => `/embedded/assistants/${assistant}`,
    prepare: untilTestable,
    shown: ['light', 'chinese'],
  },
  { name: 'threads', path: () => '/embedded/threads', shown: ['light'] },
  { name: 'thread', path: ({ completed }) => threadPath(completed), shown: ['light', 'dark', 'phone'] },
  { name: 'markdown', path: ({ markdown }) => threadPath(markdown), shown: [] },
  { name: 'runs', path: () => '/embedded/runs', shown: ['light'] },
  {
    name: 'run-waits',
    path: async ({ ask }) => runPath(await ask()),
    prepare: untilDrawn,
    shown: ['light', 'dark', 'chinese', 'phone'],
  },
  { name: 'run', path: ({ completed }) => runPath(completed), prepare: selectCall, shown: ['light', 'dark'] },
  {
    name: 'replay',
    path: ({ completed }) => `${threadPath(completed)}/replay?at=900`,
    prepare: untilPlayable,
    shown: ['light'],
  },
  {
    name: 'present',
    path: ({ completed }) => `${threadPath(completed)}?present=1`,
    prepare: untilThereIsANext,
    shown: ['light', 'chinese-dark'],
  },
  {
    name: 'compare',
    path: ({ completed, markdown }) => `/embedded/compare?a=${completed.id}&b=${markdown.id}`,
    shown: ['light'],
  },
]

const rowsOf = (page: Page) => page.getByRole('treegrid').getByRole('row')

async function untilDrawn(page: Page) {
  await rowsOf(page).first().waitFor()
}

/** The test conversation stands beside the form where there is room for both. */
async function untilTestable(page: Page) {
  if ((page.viewportSize()?.width ?? 0) > 1000) await page.locator('textarea').nth(1).waitFor()
}

async function untilPlayable(page: Page) {
  await page.getByRole('slider').first().waitFor()
}

/** The button that sends the next message says which. */
async function untilThereIsANext(page: Page) {
  await page.getByRole('toolbar').getByRole('button', { name: /[:：]/ }).waitFor()
}

/** Selects the first tool call of the timeline. */
async function selectCall(page: Page) {
  await rowsOf(page).nth(1).click()
}
