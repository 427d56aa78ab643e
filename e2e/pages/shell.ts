import type { Page } from '@playwright/test'
import type { Words } from './words'

/** What stands around every page. */
export function createShell(page: Page, t: Words) {
  const navigation = page.getByRole('navigation', { name: t('shell.pages') })
  const choose = async (menu: string, entry: string) => {
    await page.getByRole('button', { name: menu, exact: true }).click()
    await page.getByRole('menu', { name: menu }).getByRole('menuitemradio', { name: entry }).click()
  }
  return {
    navigation,
    model: page.getByRole('button', { name: t('shell.model.scripted') }),
    /** The toasts. */
    notes: page.getByRole('region', { name: t('common.notifications') }),
    signOut: () => page.getByRole('button', { name: t('shell.sign_out') }).click(),
    signedOut: page.getByText(t('shell.signed_out')),
    offline: page.getByText(t('shell.offline')),
    goTo: (place: 'overview' | 'assistants' | 'threads' | 'runs' | 'files' | 'vector-stores' | 'settings') =>
      navigation.getByRole('link', { name: t(`shell.${place}`) }).click(),
    switchLanguage: (to: string) => choose(t('shell.language'), to),
    switchTheme: (to: 'light' | 'dark' | 'system') => choose(t('shell.theme.label'), t(`shell.theme.${to}`)),
  }
}
