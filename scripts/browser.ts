// Finds a Chromium for the browser tests, or installs one, and says what it does.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright'

const root = fileURLToPath(new URL('..', import.meta.url))

/** CHROMIUM_PATH, Playwright's own, or one of the system; undefined when there is none. */
export function findBrowser(): string | undefined {
  const named = process.env['CHROMIUM_PATH']
  if (named) {
    if (!existsSync(named)) throw new Error(`CHROMIUM_PATH is ${named}, and no such file exists.`)
    return named
  }
  return [chromium.executablePath(), ...systemBrowsers()].find((path) => path !== '' && existsSync(path))
}

/** Finds one or installs one. Throws when neither can be done. */
export function provideBrowser(say: (line: string) => void): string {
  const found = findBrowser()
  if (found !== undefined) {
    say(`Browser: ${found}`)
    return found
  }
  for (const [what, install] of ways()) {
    say(`No browser found: ${what}`)
    const installed = install() ? findBrowser() : undefined
    if (installed !== undefined) return installed
  }
  throw new Error('No browser could be found or installed. Install Chromium, or set CHROMIUM_PATH to one.')
}

/** A download that hangs must not hang the tests. */
const INSTALL_MS = 5 * 60_000

function ways(): [string, () => boolean][] {
  const playwright = () => run(process.execPath, [join(root, 'node_modules/playwright/cli.js'), 'install', 'chromium'])
  const aptGet = () =>
    run('apt-get', ['update']) &&
    run('apt-get', ['install', '--yes', '--no-install-recommends', 'chromium', 'fonts-noto-cjk'])
  const isDebianRoot = process.getuid?.() === 0 && existsSync('/etc/debian_version')
  return [
    ['installing the one of Playwright (npx playwright install chromium).', playwright],
    ...(isDebianRoot
      ? [['installing the one of Debian (apt-get install chromium).', aptGet] as [string, () => boolean]]
      : []),
  ]
}

const run = (command: string, args: readonly string[]) =>
  spawnSync(command, args, {
    stdio: 'inherit',
    timeout: INSTALL_MS,
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  }).status === 0

function systemBrowsers(): string[] {
  if (process.platform === 'darwin') {
    const apps = ['Google Chrome', 'Chromium', 'Microsoft Edge']
    return apps.map((app) => `/Applications/${app}.app/Contents/MacOS/${app}`)
  }
  if (process.platform === 'win32') {
    const folders = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].map((name) => process.env[name] ?? '')
    const programs = ['Google/Chrome/Application/chrome.exe', 'Microsoft/Edge/Application/msedge.exe']
    return folders.flatMap((folder) => (folder === '' ? [] : programs.map((program) => join(folder, program))))
  }
  const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'microsoft-edge-stable']
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '')
  return names.flatMap((name) => folders.map((folder) => join(folder, name)))
}
