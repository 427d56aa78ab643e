import { expect, it } from 'vitest'
import type { List } from '@/lib/protocol/list'
import { listFile } from './list-file'

interface Entry {
  readonly id: string
  readonly name: string | null
}

const entries: readonly Entry[] = [
  { id: '1', name: '=cmd()' },
  { id: '2', name: '小' },
  { id: '3', name: null },
]

/** One entry a page. */
async function page(after: string | undefined): Promise<List<Entry>> {
  const at = entries.findIndex(({ id }) => id === after) + 1
  const [entry] = entries.slice(at)
  return {
    object: 'list',
    data: entry ? [entry] : [],
    first_id: entry?.id ?? '',
    last_id: entry?.id ?? '',
    has_more: at < entries.length - 1,
  }
}

const columns = [
  ['id', (entry: Entry) => entry.id],
  ['name', (entry: Entry) => entry.name],
] as const

it('has all pages in their order', async () => {
  const counts: number[] = []
  const asked = { columns, page, onCount: (count: number) => counts.push(count), signal: new AbortController().signal }
  const csv = await listFile({ ...asked, format: 'csv' })
  expect(await csv.text()).toBe("id,name\r\n1,'=cmd()\r\n2,小\r\n3,\r\n")
  expect(new Uint8Array(await csv.arrayBuffer()).slice(0, 3), 'says that it is UTF-8').toEqual(
    new Uint8Array([0xef, 0xbb, 0xbf]),
  )
  expect(counts).toEqual([1, 2, 3])
  const ndjson = await listFile({ ...asked, format: 'ndjson' })
  expect(
    (await ndjson.text())
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Entry),
  ).toEqual(entries)
})

it('stops when it is no longer wanted', async () => {
  const left = new AbortController()
  const onCount = () => left.abort()
  await expect(listFile({ format: 'csv', columns, page, onCount, signal: left.signal })).rejects.toThrow(/abort/)
})
