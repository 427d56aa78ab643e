const MAX_LENGTH = 120

/** Lines stay short, but for addresses and for what cannot be broken: strings, templates, regular expressions. */
export const lineLengthRule = {
  meta: { type: 'layout', schema: [] },
  create(context) {
    const lines = context.sourceCode.lines
    const long = new Set()
    lines.forEach((line, index) => {
      if (line.length > MAX_LENGTH && !/[^:/?#]:\/\/[^?#]/.test(line)) long.add(index + 1)
    })
    if (long.size === 0) return {}
    const allow = ({ loc }) => {
      for (let line = loc.start.line; line <= loc.end.line; line++) long.delete(line)
    }
    return {
      Literal: (node) => (typeof node.value === 'string' || node.regex ? allow(node) : undefined),
      JSXText: allow,
      TemplateLiteral: allow,
      'Program:exit'() {
        for (const line of long) {
          const loc = { start: { line, column: 0 }, end: { line, column: lines[line - 1].length } }
          context.report({ loc, message: `This line has more than ${MAX_LENGTH} characters.` })
        }
      },
    }
  },
}
