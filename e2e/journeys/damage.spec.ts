import { copyFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import Libsql from 'libsql'
import { visit } from '../pages/visit'
import { at } from '../pages/paths'
import { expect, test } from '../fixtures/test'

const sound = fileURLToPath(
  new URL('../../lib/backend/store/testing/folders/0002-records/playground.db', import.meta.url),
)
/** Of five. */
const threadId = 'thread_1SDPUr2sdl6NhLUhwOmpLO82'
const run = { id: 'run_Oj4UnQkZsKgAbyO4NpEzjJ2k', thread_id: 'thread_7PjzEgjljHJxaXsPIfD1oxFZ' }

test('rows that are damaged are named, and their pages say so', async ({
  pageErrors,
  launch,
  page,
  threads,
  words,
}) => {
  // What a browser says by itself about an answer with that status.
  pageErrors.expect(/500 \(Internal Server Error\)/)
  const dataDir = await mkdtemp(join(tmpdir(), 'playground-damage-'))
  const file = join(dataDir, 'playground.db')
  await copyFile(sound, file)
  const database = new Libsql(file)
  database.exec(`update threads set document = '{' where id = '${threadId}'`)
  database.exec(`update runs set document = '[]' where id = '${run.id}'`)
  database.close()
  const { url } = await launch({ dataDir })

  await test.step('a list does without it', async () => {
    await visit(page, url + at.threads)
    await expect(threads.rows).toHaveCount(4)
    await expect(page.locator(`a[href*="${threadId}"]`)).toHaveCount(0)
  })

  for (const path of [at.thread(threadId), at.run(run)]) {
    await test.step(`${path} says it`, async () => {
      await visit(page, url + path)
      await expect(page.getByText(words('errors.damaged.title'))).toBeVisible()
      await expect(page.getByText(words('errors.damaged.next'))).toBeVisible()
    })
  }

  await test.step('the overview names both', async () => {
    await visit(page, url + at.overview)
    const damaged = page.getByRole('region', { name: words('overview.damaged.title') })
    await expect(damaged).toContainText(`${words('overview.damaged.table.threads')} ${threadId}`)
    await expect(damaged).toContainText(`${words('overview.damaged.table.runs')} ${run.id}`)
  })
  await rm(dataDir, { recursive: true, force: true, maxRetries: 5 })
})
