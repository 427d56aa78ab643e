/** Whether a name has every word that was typed, in any case. */
export function matches(name: string, typed: string): boolean {
  const text = fold(name)
  return fold(typed)
    .split(/\s+/)
    .every((word) => text.includes(word))
}

const fold = (text: string) => text.normalize('NFKC').toLowerCase().trim()
