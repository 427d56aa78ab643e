import { existsSync } from 'node:fs'
import { open, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { checkDatabase } from './check-database'
import { sqliteFileIn } from './open-sqlite'
import { createStore, temporaryFolder } from './testing/databases'
import { threadOf } from './testing/objects'

let folder: string
let lines: string[]
beforeEach(async () => {
  folder = await temporaryFolder()
  lines = []
  const store = await createStore({ database: { folder }, clock: Date.now })
  for (let count = 0; count < 5; count += 1) await store.threads.insert(threadOf(`thread_${count}`))
  await store.close()
})

/** What a check says later is the test's that began it. */
const intoThese = (told: string[]) => (line: string) => void told.push(line)
/** As if the file were a large one. */
const large = () => checkDatabase(folder, { logLine: intoThese(lines), soonBytes: 0 })
const small = () => checkDatabase(folder, { logLine: intoThese(lines) })
/** A child process has to start first. */
const told = () => expect.poll(() => lines, { timeout: 20_000 })
const isMarked = () => existsSync(join(folder, 'playground.db-open'))
const damaged = expect.objectContaining({
  name: 'StoreOpenError',
  message: expect.stringMatching(/is damaged, .*npm run doctor/) as string,
})

async function flipBytes() {
  const file = await open(sqliteFileIn(folder), 'r+')
  for (let at = 4096; at < (await file.stat()).size; at += 4096) await file.write(Buffer.alloc(64, 0xff), 0, 64, at)
  await file.close()
}

it('notes that the database is open, until it is closed', async () => {
  const checked = await small()
  expect(isMarked()).toBe(true)
  checked.closed()
  expect(isMarked()).toBe(false)
})

describe('a small file', () => {
  it('is checked before it is opened', async () => {
    await flipBytes()
    await expect(small()).rejects.toEqual(damaged)
    expect(lines).toEqual([])
  })
})

describe('a large file', () => {
  it('that was closed in order is checked while it is open, and damage is told', async () => {
    const sound = await large()
    sound.closed()
    await flipBytes()
    const checked = await large()
    await told().toEqual([expect.stringMatching(/is damaged, .* Stop the server and run npm run/)])
    checked.closed()
    expect(isMarked()).toBe(true)
  })

  it('that was found damaged while it was open is checked before it is opened again', async () => {
    await flipBytes()
    const checked = await large()
    await told().toHaveLength(1)
    checked.closed()
    await expect(large()).rejects.toEqual(damaged)
    await expect(large()).rejects.toEqual(damaged)
  })

  it('that was not closed in order is checked before it is opened, which is said', async () => {
    await large()
    await flipBytes()
    await expect(large()).rejects.toEqual(damaged)
    expect(lines).toContainEqual(
      expect.stringMatching(/was not closed in order the last time\. Its \d+ MB are checked/),
    )
  })

  it('opens when it is sound but was not closed in order, and is not reported again after it was closed', async () => {
    await large()
    const again = await large()
    expect(lines).toHaveLength(1)
    again.closed()
    const third = await large()
    expect(lines).toHaveLength(1)
    third.closed()
  })

  it('is not read any more once it is closed, and nothing is told of it', async () => {
    await flipBytes()
    const checked = await large()
    checked.closed()
    expect(isMarked()).toBe(false)
    expect(lines).toEqual([])
  })
})

it('refuses an empty file and leaves it as it is', async () => {
  await writeFile(sqliteFileIn(folder), '')
  await expect(small()).rejects.toMatchObject({ name: 'StoreOpenError', message: expect.stringContaining('is empty') })
  expect(await readFile(sqliteFileIn(folder), 'utf8')).toBe('')
  expect(isMarked()).toBe(false)
})
