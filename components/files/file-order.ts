import type { ListOrder } from '@/components/lists/list-order'
import type { StoredFile } from '@/lib/protocol/file'

export const fileSorts = ['created', 'name', 'size'] as const

/** Files by their name or size; by creation they stand as the server sent them. */
export function inOrder(
  files: readonly StoredFile[],
  { sort, order }: ListOrder,
  locale: string,
): readonly StoredFile[] {
  if (sort === 'created') return files
  const sign = order === 'asc' ? 1 : -1
  if (sort === 'size') return files.toSorted((a, b) => sign * (a.bytes - b.bytes))
  const { compare } = new Intl.Collator(locale, { numeric: true, sensitivity: 'base' })
  return files.toSorted((a, b) => sign * compare(a.filename, b.filename))
}
