import { describe, expect, it } from 'vitest'
import { openDatabase } from './open-database'
import { databases } from './testing/databases'

describe.each(databases)('settings on $name', (database) => {
  it('are found by their id, each of its own kind, and in the order of their first times', async () => {
    const at = await database.create()
    const { settings, close } = await openDatabase({ database: at, clock: Date.now })
    for (const id of ['b', 'a']) await settings.put('colour', { id, document: { of: id }, sealed: null })
    await settings.put('size', { id: 'a', document: { of: 'size' }, sealed: 'sealed' })
    await settings.put('colour', { id: 'b', document: { of: 'b', again: true }, sealed: null })

    expect(await settings.get('colour', 'b')).toEqual({ id: 'b', document: { of: 'b', again: true }, sealed: null })
    expect(await settings.get('size', 'a')).toEqual({ id: 'a', document: { of: 'size' }, sealed: 'sealed' })
    expect(await settings.get('size', 'b')).toBeUndefined()
    expect((await settings.list('colour')).map(({ id }) => id)).toEqual(['b', 'a'])
    expect([await settings.remove('size', 'a'), await settings.remove('size', 'a')]).toEqual([true, false])
    await close()
  })
})
