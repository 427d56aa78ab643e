import { defineConfig } from '@playwright/test'
import { findBrowser } from './scripts/browser'

/** Chromium's sandbox cannot be had by root, which is who runs tests in most containers. */
const args = process.getuid?.() === 0 ? ['--no-sandbox'] : []

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  globalSetup: './lib/server/testing/build-once.ts',
  // A worker has a server of its own; tests of a file share it.
  workers: 2,
  retries: 0,
  forbidOnly: process.env.CI !== undefined,
  // A journey has many steps, and there are machines on which each takes its time.
  timeout: 180_000,
  expect: { timeout: 20_000 },
  reporter: 'list',
  use: {
    browserName: 'chromium',
    locale: 'en-US',
    timezoneId: 'UTC',
    viewport: { width: 1280, height: 800 },
    // What pulses and fades is drawn anew sixty times a second, which slows every test.
    contextOptions: { reducedMotion: 'reduce' },
    screenshot: 'only-on-failure',
    launchOptions: { executablePath: findBrowser()?.executablePath, args },
  },
})
