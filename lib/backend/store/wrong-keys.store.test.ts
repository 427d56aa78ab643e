// Wrong keys over two instances of one PostgreSQL.
import { expect, it, onTestFinished } from 'vitest'
import { openDatabase } from './open-database'
import { databases } from './testing/databases'

it('are counted together, each once, until they are a minute old', async () => {
  const location = await databases[1]!.create()
  const open = async () => {
    const database = await openDatabase({ database: location, clock: Date.now })
    onTestFinished(() => database.close())
    return database.people
  }
  const instances = [await open(), await open()]
  const note = (n: number, key: string, atMs: number, network = 'one') =>
    instances[n % 2]!.noteWrongKey!({ network, digest: key, atMs, windowMs: 60_000, most: 10 })
  // Those that come to both at the same moment are counted as well.
  const together = await Promise.all(Array.from({ length: 14 }, (_, n) => note(n, `key-${n}`, 1_000)))
  expect(together.filter((ms) => ms === 0)).toHaveLength(10)
  expect(together.filter((ms) => ms === 60_000)).toHaveLength(4)
  const known = `key-${together.indexOf(0)}`
  expect(await note(1, known, 2_000), 'known to be wrong').toBe(0)
  expect(await note(0, 'another', 30_000)).toBe(31_000)
  expect(await note(1, 'another', 30_000, 'other')).toBe(0)
  expect(await note(0, 'another', 61_000)).toBe(0)

  const alone = await openDatabase({ database: await databases[0]!.create(), clock: Date.now })
  onTestFinished(() => alone.close())
  expect(alone.people.noteWrongKey, 'one process counts for itself').toBeUndefined()
})
