import type { Messages } from './catalogue-en'

/** A namespace, or a part of one. */
type Branch = { readonly [name: string]: string | Branch }

/** Texts by their paths: `runs` is a namespace, `inspector.outcome` a part of one. */
export const pickMessages = (messages: Messages, paths: readonly string[]): Partial<Messages> =>
  mergeMessages(...paths.map((path) => branchAt(messages, path.split('.')) as Partial<Messages>))

function branchAt(texts: Branch, [name, ...rest]: readonly string[]): Branch {
  if (name === undefined) return texts
  return { [name]: branchAt(texts[name] as Branch, rest) }
}

/** All of their texts; of one that several have, the last. */
export const mergeMessages = (...parts: readonly Partial<Messages>[]): Partial<Messages> =>
  parts.reduce<Branch>((all, part) => merged(all, part as Branch), {}) as Partial<Messages>

function merged(texts: Branch, more: Branch): Branch {
  const both = Object.entries(more).map(([name, text]): [string, string | Branch] => {
    const before = texts[name]
    return [name, typeof before === 'object' && typeof text === 'object' ? merged(before, text) : text]
  })
  return { ...texts, ...Object.fromEntries(both) }
}
