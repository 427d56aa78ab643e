/** What is sent of what was typed: no empty lines before it, no space behind it. The first line stays indented. */
export const sentTextOf = (typed: string): string => typed.trimEnd().replace(/^(?:[^\S\n]*\n)+/, '')
