import { copyFile, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { contentsOf } from './testing/contents-of'
import { openStore, temporaryFolder } from './testing/databases'

const folders = fileURLToPath(new URL('./testing/folders', import.meta.url))

it.each(await readdir(folders))('a data folder after migration %s opens with nothing lost', async (name) => {
  const folder = await temporaryFolder()
  await copyFile(join(folders, name, 'playground.db'), join(folder, 'playground.db'))
  // Before all of it was written: nothing that is kept for a time has ended.
  const store = await openStore({ folder }, () => 0)
  const contents: unknown = JSON.parse(await readFile(join(folders, name, 'contents.json'), 'utf8'))
  // Later versions may tell more of the same.
  expect(JSON.parse(JSON.stringify(await contentsOf(store)))).toMatchObject(contents as object)

  const most = await store.runs.search({ sort: 'tokens', limit: 1 })
  const runs = (await store.runs.search({ limit: 100 })).data.map(({ run }) => run.usage?.total_tokens ?? 0)
  expect(most.data[0]?.run.usage?.total_tokens, 'in order by what was used then').toBe(Math.max(...runs))
})
