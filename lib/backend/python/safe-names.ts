const MAX_STEM_LENGTH = 120

/** A file's name as one part of a path, without what a terminal or Python would stumble over. */
export function safeName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? ''
  const plain = last
    .normalize('NFC')
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}<>:"|?*]/gu, '_')
    .replaceAll(/[\uD800-\uDFFF]/gu, '_')
    .trim()
  const dot = plain.lastIndexOf('.')
  const [stem, extension] = dot > 0 && plain.length - dot <= 12 ? [plain.slice(0, dot), plain.slice(dot)] : [plain, '']
  const short = `${[...stem].slice(0, MAX_STEM_LENGTH).join('')}${extension}`
  return /^\.*$/.test(short) ? 'file' : short
}

/** The same with a number where that name is taken: `data.csv`, `data (2).csv`. */
export function freeName(name: string, isTaken: (name: string) => boolean): string {
  const safe = safeName(name)
  const dot = safe.lastIndexOf('.') > 0 ? safe.lastIndexOf('.') : safe.length
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? safe : `${safe.slice(0, dot)} (${number})${safe.slice(dot)}`
    if (!isTaken(candidate)) return candidate
  }
}

/** Names under which files stand that are put into one folder in this order. */
export function freeNames(names: readonly string[]): readonly string[] {
  const taken = new Set<string>()
  for (const name of names) taken.add(freeName(name, (candidate) => taken.has(candidate)))
  return [...taken]
}
