/** Clients name what they like: of what cannot be an id there are no bytes. */
export const isId = (id: string) => /^[\w-]{1,128}$/.test(id)

/** Throws for an id that could lead out of a folder. */
export function requireId(id: string): string {
  if (isId(id)) return id
  throw new Error(`No bytes are kept under the id ${JSON.stringify(id)}.`)
}
