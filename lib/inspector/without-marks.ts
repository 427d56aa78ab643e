/** Markdown as plain text: without the marks of headings, quotes, lists, tables, code, links and emphasis. */
export const withoutMarks = (markdown: string): string =>
  markdown
    .replace(/^ {0,3}(?:```|~~~).*\n?/gm, '')
    .replace(/^ {0,3}(?:#{1,6}|>) +/gm, '')
    .replace(/^ *[-*+] +(?:\[[ xX]\] +)?/gm, '')
    .replace(/^ *\|?(?: *:?-{2,}:? *\|)+(?: *:?-{2,}:?)? *\n?/gm, '')
    .replace(/^ *\|(.*)\| *$/gm, (_, cells: string) => cells.replaceAll(/ *\| */g, '  ').trim())
    .replace(/!?\[([^\]\n]*)\]\([^)\s]*\)/g, '$1')
    .replace(/\*\*|~~|`/g, '')
    .replace(/(?<![\p{L}\p{N}*])([*_])(?=\S)([^*_\n]*\S)\1(?![\p{L}\p{N}*])/gu, '$2')
    .trim()
