// Finds a Chromium for the browser tests, or installs one, and says what it does.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright'

const root = fileURLToPath(new URL('..', import.meta.url))

export interface FoundBrowser {
  readonly name: string
  /** undefined = Playwright's own, which it finds itself: of its two it starts the one that draws no window. */
  readonly executablePath: string | undefined
}

/** CHROMIUM_PATH, Playwright's own, or one of the system; undefined when there is none. */
export function findBrowser(): FoundBrowser | undefined {
  const named = process.env['CHROMIUM_PATH']
  if (named) {
    if (!existsSync(named)) throw new Error(`CHROMIUM_PATH is ${named}, and no such file exists.`)
    return at(named)
  }
  if (existsSync(chromium.executablePath())) return { name: 'the one of Playwright', executablePath: undefined }
  const path = systemBrowsers().find((path) => existsSync(path))
  return path === undefined ? undefined : at(path)
}

const at = (path: string): FoundBrowser => ({ name: path, executablePath: path })

/** Finds one or installs one. Throws when neither can be done. */
export function provideBrowser(say: (line: string) => void): FoundBrowser {
  const found = findBrowser()
  if (found !== undefined) {
    say(`Browser: ${found.name}`)
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

type Way = readonly [what: string, install: () => boolean]

function ways(): Way[] {
  const playwright = () => run(process.execPath, [join(root, 'node_modules/playwright/cli.js'), 'install', 'chromium'])
  const isDebianRoot = process.getuid?.() === 0 && existsSync('/etc/debian_version')
  return [
    ['installing the one of Playwright (npx playwright install chromium).', playwright],
    ...(isDebianRoot ? ['chromium-headless-shell', 'chromium'].map(ofDebian) : []),
  ]
}

const ofDebian = (name: string): Way => [
  `installing the one of Debian (apt-get install ${name}).`,
  () =>
    run('apt-get', ['update']) &&
    run('apt-get', ['install', '--yes', '--no-install-recommends', name, 'fonts-noto-cjk']),
]

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
  // The one that draws no window comes first: tests take half the time in it.
  const chromiums = ['chromium-headless-shell', 'chromium', 'chromium-browser']
  const names = [...chromiums, 'google-chrome-stable', 'google-chrome', 'microsoft-edge-stable']
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '')
  return names.flatMap((name) => folders.map((folder) => join(folder, name)))
}
