// Names that people give to what has an id in addresses.

export const MAX_ID_LENGTH = 32

/** Two names that read alike have the same one. */
export const plainName = (name: string) => name.normalize('NFKC').trim().toLowerCase()

interface NewIdOptions {
  /** The beginning of the id where the name has no Latin letter and no digit. */
  readonly otherwise: string
  readonly isFree: (id: string) => boolean
}

/** A short id of the name that is free. It stands in addresses, and stays when the name changes. */
export function newIdFor(name: string, { otherwise, isFree }: NewIdOptions): string {
  const plain = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, MAX_ID_LENGTH)
    .replace(/^-+|-+$/g, '')
  const base = plain === '' ? otherwise : plain
  if (isFree(base)) return base
  for (let number = 2; ; number += 1) if (isFree(`${base}-${number}`)) return `${base}-${number}`
}
