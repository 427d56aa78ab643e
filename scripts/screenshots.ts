// `npm run screenshots`: makes the pictures of the README and the documentation from the running product. With a folder
// as its argument it puts every page there in every look instead, to be looked at.
import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium, type Browser } from 'playwright'
import { startServer } from '@/lib/server/testing/start-server'
import { provideBrowser } from './browser'
import { makeDemo, type Demo, type Locale } from './screenshots/demo'
import { looks, scenes, type Look, type Scene } from './screenshots/scenes'

const documentation = fileURLToPath(new URL('../docs/images', import.meta.url))
const [asked] = process.argv.slice(2)
const folder = asked ? resolve(asked) : documentation
const isWanted = (scene: Scene, look: Look) => asked !== undefined || scene.shown.includes(look.name)

interface Site {
  readonly url: string
  readonly demo: Demo
}

const say = (line: string) => console.error(line)
const args = process.getuid?.() === 0 ? ['--no-sandbox'] : []
const browser = await chromium.launch({ executablePath: provideBrowser(say).executablePath, args })
try {
  await mkdir(folder, { recursive: true })
  for (const locale of ['en', 'zh-CN'] as const) await takeAll(browser, locale)
} finally {
  await browser.close()
}

/** Each language has a server of its own, on which people speak it. */
async function takeAll(browser: Browser, locale: Locale) {
  const server = await startServer({ pages: true, env: { SCRIPTED_PACE_MS: '25' } })
  try {
    const site = { url: server.url, demo: await makeDemo(server.url, locale) }
    for (const look of looks.filter((each) => each.locale === locale)) {
      for (const scene of scenes) if (isWanted(scene, look)) await take(browser, site, { scene, look })
    }
  } finally {
    await server.stop()
  }
}

async function take(browser: Browser, { url, demo }: Site, { scene, look }: { scene: Scene; look: Look }) {
  const context = await browser.newContext({
    locale: look.locale,
    colorScheme: look.colorScheme,
    reducedMotion: 'reduce',
    ...(look.isPhone
      ? { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true }
      : { viewport: { width: 1440, height: 900 } }),
  })
  const page = await context.newPage()
  // A page lives once it listens for changes; pictures are of pages that do.
  await Promise.all([page.waitForResponse(/\/changes$/), page.goto(`${url}${await scene.path(demo)}`)])
  await page.getByRole('heading', { level: 1 }).waitFor()
  await scene.prepare?.(page)
  await page.evaluate(() => document.fonts.ready)
  await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve, { timeout: 5_000 })))
  const path = join(folder, `${scene.name}-${look.name}.png`)
  await page.screenshot({ path })
  say(path)
  await context.close()
}
