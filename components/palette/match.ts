/** Does a name answer what was typed: is every word of it in there, whatever the case? */
export function matches(name: string, typed: string): boolean {
  const text = fold(name)
  return fold(typed)
    .split(/\s+/)
    .every((word) => text.includes(word))
}

const fold = (text: string) => text.normalize('NFKC').toLowerCase().trim()
