import { describe, expect, it } from 'vitest'
import { databases, openStore } from './testing/databases'
import { fileOf } from './testing/objects'

const ids = (objects: readonly { readonly id: string }[]) => objects.map(({ id }) => id)
const page = { limit: 10, order: 'desc' } as const

describe.each(databases)('files on $name', (database) => {
  it('are listed by their purpose, in pages, in both orders', async () => {
    const { files } = await openStore(await database.create())
    for (const [n, purpose] of ['assistants', 'vision', 'assistants', 'vision', 'assistants'].entries())
      await files.insert(fileOf(`file-${n}`, { purpose }))
    expect(ids((await files.list(page)).data)).toEqual(['file-4', 'file-3', 'file-2', 'file-1', 'file-0'])
    const first = await files.list({ limit: 2, order: 'asc', purpose: 'assistants' })
    expect([ids(first.data), first.hasMore]).toEqual([['file-0', 'file-2'], true])
    // The cursor may be a file of another purpose.
    const rest = await files.list({ limit: 2, order: 'asc', purpose: 'assistants', after: 'file-3' })
    expect([ids(rest.data), rest.hasMore]).toEqual([['file-4'], false])
    await expect(files.list({ ...page, after: 'file-9' })).rejects.toThrow("no file found with id 'file-9'")
  })

  it('are replaced, and removed with what hangs on them', async () => {
    const { files, records } = await openStore(await database.create())
    await files.insert(fileOf('file-1'))
    expect(await files.put(fileOf('file-1', { purpose: 'vision' }))).toBe(true)
    expect(ids((await files.list({ ...page, purpose: 'vision' })).data)).toEqual(['file-1'])
    await records.put({ kind: 'note', id: 'note', owner: 'file-1' }, {})
    expect(await files.remove('file-1')).toBe(true)
    expect(await files.remove('file-1')).toBe(false)
    expect(await files.get('file-1')).toBeUndefined()
    expect(await records.list('note')).toEqual([])
  })

  it('are not there any more from the second on at which they expire, but for whoever removes them', async () => {
    let now = 0
    const { files } = await openStore(await database.create(), () => now)
    await files.insert(fileOf('file-1', { expires_at: 7 }))
    await files.insert(fileOf('file-2', { expires_at: 5 }))
    await files.insert(fileOf('file-3'))
    now = 4_999
    expect([await files.expired(), (await files.list(page)).data.length]).toEqual([[], 3])
    now = 7_000
    expect(await files.expired()).toEqual(['file-2', 'file-1'])
    expect(ids((await files.list(page)).data)).toEqual(['file-3'])
    expect(await files.get('file-1')).toBeUndefined()
    const asked = ['file-1', 'file-3', 'file-4']
    expect(await files.present(asked)).toEqual(new Set(['file-3']))
    expect(await files.rows(asked)).toEqual(new Set(['file-1', 'file-3']))
    expect(await files.remove('file-1')).toBe(true)
  })

  it('are looked for by more ids than a query may have', async () => {
    const { files } = await openStore(await database.create())
    await files.insert(fileOf('file-1'))
    const many = Array.from({ length: 1_200 }, (_, n) => `file-${n}`)
    expect(await files.rows(many)).toEqual(new Set(['file-1']))
    expect(await files.present([])).toEqual(new Set())
  })
})
