import { readFile } from 'node:fs/promises'
import { buffer } from 'node:stream/consumers'
import type { Page } from '@playwright/test'
import type OpenAI from 'openai'
import { ZipFile } from 'yazl'
import { ask, untilStatus } from '../fixtures/seed'
import { createClient, expect, test } from '../fixtures/test'
import { visit } from '../pages/visit'

test('what another server has comes in on the page, and goes on under its old ids', async ({
  client,
  launch,
  page,
  server,
  thread,
  words,
}) => {
  const elsewhere = await launch({ pages: false })
  const there = createClient(elsewhere)
  const run = await ask(there, { model: 'scripted', name: 'Of another server', content: 'What was said before?' })
  await untilStatus(there, run, 'completed')
  const zip = await exportOf(there, run.thread_id)

  await test.step('it is read dry, then imported', async () => {
    await visit(page, '/transfer')
    await page.getByLabel(words('transfer.source.file')).setInputFiles(zipFile(zip))
    const table = page.getByRole('table', { name: words('transfer.table.caption_dry') })
    await expect(table.getByRole('row', { name: words('transfer.kind.message') })).toContainText('2')
    await page.getByRole('button', { name: words('transfer.check.import'), exact: true }).click()
    await expect(page.getByText(words('transfer.done'))).toBeVisible()
  })

  await test.step('what has changed there meanwhile is decided on, and reported', async () => {
    await there.beta.threads.update(run.thread_id, { metadata: { owner: 'theirs' } })
    await visit(page, '/transfer')
    await page.getByLabel(words('transfer.source.file')).setInputFiles(zipFile(await exportOf(there, run.thread_id)))
    const group = page.getByRole('group', { name: words('transfer.conflicts.title') })
    await group.getByLabel(words('transfer.conflicts.all')).selectOption('take')
    await page.getByRole('button', { name: words('transfer.check.import'), exact: true }).click()
    await expect(page.getByText(words('transfer.done'))).toBeVisible()
    expect(await reportOn(page, words('transfer.report'))).toMatchObject({
      status: 'done',
      imported: { counts: { thread: { taken: 1 }, message: { same: 2 } }, conflicts: [{ id: run.thread_id }] },
    })
    expect((await client.beta.threads.retrieve(run.thread_id)).metadata).toEqual({ owner: 'theirs' })
  })

  await test.step('from a connection come the threads whose ids stand in a text', async () => {
    const other = await there.beta.threads.create({ messages: [{ role: 'user', content: 'Kept in a log' }] })
    const body = JSON.stringify({ kind: 'playground', name: 'Old server', url: `${elsewhere.url}/v1` })
    const headers = { 'content-type': 'application/json' }
    const added = await fetch(`${server.url}/api/settings/connections`, { method: 'POST', headers, body })
    expect(added.ok).toBe(true)
    await visit(page, '/transfer')
    await page.getByLabel(words('transfer.source.connection')).selectOption({ label: 'Old server' })
    const ids = page.getByLabel(words('transfer.source.threads'))
    const read = page.getByRole('button', { name: words('transfer.source.read'), exact: true })
    await ids.fill('no id in it')
    await expect(read).toBeDisabled()
    await ids.fill(`2026-11-28 INFO "thread_id": "${other.id}" done`)
    await read.click()
    await page.getByRole('button', { name: words('transfer.check.import'), exact: true }).click()
    await expect(page.getByText(words('transfer.done'))).toBeVisible()
    expect((await client.beta.threads.messages.list(other.id)).data).toHaveLength(1)
  })

  await test.step('the old thread is there, and goes on', async () => {
    await thread.open(run.thread_id)
    await expect(page.getByText('What was said before?').first()).toBeVisible()
    await client.beta.threads.messages.create(run.thread_id, { role: 'user', content: 'And now?' })
    const next = await client.beta.threads.runs.create(run.thread_id, { assistant_id: run.assistant_id })
    await untilStatus(client, next, 'completed')
    expect((await client.beta.threads.messages.list(run.thread_id)).data).toHaveLength(4)
  })
})

const zipFile = (zip: Buffer) => ({ name: 'export.zip', mimeType: 'application/zip', buffer: zip })

async function reportOn(page: Page, name: string): Promise<unknown> {
  const download = page.waitForEvent('download')
  await page.getByRole('link', { name }).click()
  return JSON.parse(await readFile(await (await download).path(), 'utf8'))
}

/** As an exporter makes it that only reads. */
async function exportOf({ beta }: OpenAI, threadId: string): Promise<Buffer> {
  const { data: assistants } = await beta.assistants.list({ order: 'asc' })
  const { data: runs } = await beta.threads.runs.list(threadId, { order: 'asc' })
  const withSteps = runs.map(async (run) => {
    const { data: steps } = await beta.threads.runs.steps.list(run.id, { thread_id: threadId, order: 'asc' })
    return { ...run, steps }
  })
  const thread = {
    export_schema: 'assistants-thread-export/v1',
    thread_id: threadId,
    thread: await beta.threads.retrieve(threadId),
    messages: (await beta.threads.messages.list(threadId, { order: 'asc' })).data,
    runs: await Promise.all(withSteps),
    files: {},
    errors: [],
  }
  const manifest = {
    export_schema: 'assistants-export-manifest/v1',
    assistants_count: assistants.length,
    threads_exported: 1,
    threads_failed: [],
  }
  const zip = new ZipFile()
  const files = { 'manifest.json': manifest, 'assistants.json': assistants, [`threads/${threadId}.json`]: thread }
  for (const [name, content] of Object.entries(files)) zip.addBuffer(Buffer.from(JSON.stringify(content)), name)
  zip.end()
  return buffer(zip.outputStream)
}
