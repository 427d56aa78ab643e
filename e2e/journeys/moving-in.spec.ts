import { buffer } from 'node:stream/consumers'
import type OpenAI from 'openai'
import { ZipFile } from 'yazl'
import { ask, untilStatus } from '../fixtures/seed'
import { createClient, expect, test } from '../fixtures/test'
import { visit } from '../pages/visit'

test('an export comes in on the page, and its thread goes on under its old id', async ({
  client,
  launch,
  page,
  thread,
  words,
}) => {
  const there = createClient(await launch({ pages: false }))
  const run = await ask(there, { model: 'scripted', name: 'Of another server', content: 'What was said before?' })
  await untilStatus(there, run, 'completed')
  const zip = await exportOf(there, run.thread_id)

  await test.step('it is read dry, then imported', async () => {
    await visit(page, '/transfer')
    const file = { name: 'export.zip', mimeType: 'application/zip', buffer: zip }
    await page.getByLabel(words('transfer.source.file')).setInputFiles(file)
    const table = page.getByRole('table', { name: words('transfer.table.caption_dry') })
    await expect(table.getByRole('row', { name: words('transfer.kind.message') })).toContainText('2')
    await page.getByRole('button', { name: words('transfer.check.import') }).click()
    await expect(page.getByText(words('transfer.done'))).toBeVisible()
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
