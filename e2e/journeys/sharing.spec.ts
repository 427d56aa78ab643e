import { readFile, writeFile } from 'node:fs/promises'
import { pathToFileURL } from 'node:url'
import type { Browser, Page } from '@playwright/test'
import { axeViolations } from '../fixtures/axe-violations'
import { ask, untilStatus } from '../fixtures/seed'
import { expect, test } from '../fixtures/test'
import { at } from '../pages/paths'
import { visit } from '../pages/visit'

test('a run leaves as one file, opens without a network, and comes in again', async ({
  browser,
  client,
  held,
  page,
  words,
}, testInfo) => {
  const run = await ask(client, { model: 'scripted', name: 'Of Müller', content: 'What does Müller order?' })
  await untilStatus(client, run, 'completed')
  const path = testInfo.outputPath('run.html')

  await test.step('what leaves is shown before, and a word is covered', async () => {
    await visit(page, at.run(run))
    await page.getByRole('button', { name: words('common.share_file') }).click()
    const dialog = page.getByRole('dialog', { name: words('capsule.export.title_run') })
    await dialog.getByLabel(words('capsule.export.terms')).fill('müller')
    await expect(dialog.getByText(/^müller: \d+ places$/)).toBeVisible()
    expect(await axeViolations(page)).toEqual([])
    const download = page.waitForEvent('download')
    await dialog.getByRole('button', { name: words('capsule.export.save_html'), exact: true }).click()
    await writeFile(path, await readFile(await (await download).path()))
    const html = await readFile(path, 'utf8')
    expect(html).not.toMatch(/müller/i)
    const data = html.indexOf('id="capsule"')
    expect(html.length - (html.indexOf('</script>', data) - data)).toBeLessThan(400_000)
  })

  for (const width of [390, 1440]) {
    await test.step(`it is read at ${width} px, asks for nothing, and plays`, () => readAt(browser, { path, width }))
  }

  await test.step('another server opens it, and keeps it under its ids', async () => {
    const elsewhere = held.server
    await page.goto(`${elsewhere.url}/capsule`)
    await page.getByLabel(words('capsule.page.file')).setInputFiles(path)
    await expect(page.getByText('What does ██████ order?').first()).toBeAttached()
    await page.getByRole('button', { name: words('capsule.page.keep'), exact: true }).click()
    await page.getByRole('button', { name: words('transfer.check.import'), exact: true }).click()
    await page.getByRole('link', { name: words('capsule.page.to_thread') }).click()
    await expect(page).toHaveURL(`${elsewhere.url}${at.thread(run.thread_id)}`)
    await expect(page.getByText('What does ██████ order?').first()).toBeVisible()
    const logOf = async (url: string) => (await fetch(`${url}/api/connections/embedded/runs/${run.id}/events`)).text()
    expect(await logOf(elsewhere.url)).toContain('thread.run.completed')
  })
})

interface Reading {
  readonly path: string
  readonly width: number
}

async function readAt(browser: Browser, { path, width }: Reading) {
  const context = await browser.newContext({ offline: true, locale: 'zh-CN', viewport: { width, height: 900 } })
  const page = await context.newPage()
  const asked: string[] = []
  const errors = problemsOf(page)
  page.on('request', (request) => asked.push(request.url()))
  await page.goto(pathToFileURL(path).href)
  await page.getByRole('tab', { name: '对话' }).click()
  await expect(page.getByText('What does ██████ order?').first()).toBeVisible()
  expect(await axeViolations(page)).toEqual([])
  await page.getByRole('combobox', { name: '语言' }).selectOption('en')
  await page.getByRole('tab', { name: 'Run', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1 }).last()).toBeVisible()
  expect(await axeViolations(page)).toEqual([])
  await page.getByRole('combobox', { name: 'Light or dark' }).selectOption('dark')
  await page.getByRole('tab', { name: 'Replay' }).click()
  await page.getByRole('button', { name: 'Play', exact: true }).click()
  await expect(page.getByText('What does ██████ order?').first()).toBeVisible()
  expect(await axeViolations(page)).toEqual([])
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
  expect(asked.filter((url) => !url.startsWith('data:') && !url.startsWith('blob:'))).toEqual([
    page.url().split('#')[0],
  ])
  expect(errors).toEqual([])
  await context.close()
}

function problemsOf(page: Page): readonly string[] {
  const errors: string[] = []
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()))
  page.on('pageerror', (error) => errors.push(error.message))
  return errors
}
