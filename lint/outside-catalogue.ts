// Finds words for people that stand in the code and not in the catalogue, by walking a file's syntax tree.
import ts from 'typescript'

/** Attributes of elements whose value is seen or heard. */
const spoken = new Set([
  ...['alt', 'title', 'label', 'placeholder', 'content', 'value'],
  ...['aria-label', 'aria-description', 'aria-placeholder', 'aria-roledescription', 'aria-valuetext'],
])

/** And those of our own components. */
const spokenByOurs = new Set([...spoken, 'action', 'back', 'description', 'hint', 'note', 'text', 'trigger', 'unit'])

/** Properties of an object that are shown, such as those of a menu's items. */
const spokenInObjects = new Set(['label', 'hint', 'placeholder', 'term', 'title'])

/** What stands in these is code, and the same in every language. */
const codeElements = new Set(['code', 'kbd', 'pre', 'samp', 'script', 'style'])

/** A key of the catalogue, such as `no_match`, is no text. */
const isKey = (text: string) => /^[a-z]+(_[a-z]+)+$/.test(text)

const hasWord = (text: string) => /\p{L}/u.test(text) && !isKey(text)

/** The words in a file that no catalogue has, with their lines: `12: Save`. */
export function outsideCatalogue(fileName: string, code: string): readonly string[] {
  const file = ts.createSourceFile(fileName, code, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX)
  const found: string[] = []

  function report(node: ts.Node, text: string) {
    if (!hasWord(text)) return
    const { line } = file.getLineAndCharacterOfPosition(node.getStart(file))
    found.push(`${line + 1}: ${text.trim()}`)
  }

  /** Looks at what an expression may come to, not at what decides about it. */
  function judge(node: ts.Expression | undefined): void {
    if (!node) return
    if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return report(node, node.text)
    if (ts.isTemplateExpression(node)) {
      report(node, node.head.text + node.templateSpans.map(({ literal }) => literal.text).join(''))
      return node.templateSpans.forEach(({ expression }) => judge(expression))
    }
    if (ts.isParenthesizedExpression(node)) return judge(node.expression)
    if (ts.isConditionalExpression(node)) return [node.whenTrue, node.whenFalse].forEach(judge)
    if (ts.isBinaryExpression(node)) {
      const { kind } = node.operatorToken
      if (kind === ts.SyntaxKind.AmpersandAmpersandToken) return judge(node.right)
      if (isAlternative(kind)) return [node.left, node.right].forEach(judge)
    }
  }

  function visit(node: ts.Node): void {
    if (ts.isJsxElement(node) && codeElements.has(node.openingElement.tagName.getText(file))) {
      return visit(node.openingElement)
    }
    if (ts.isJsxText(node)) report(node, node.text.replaceAll(/&\w+;/g, ' '))
    if (ts.isJsxExpression(node) && !ts.isJsxAttribute(node.parent)) judge(node.expression)
    if (ts.isJsxAttribute(node) && isSpoken(node, file)) {
      const { initializer } = node
      if (initializer && ts.isStringLiteral(initializer)) judge(initializer)
      if (initializer && ts.isJsxExpression(initializer)) judge(initializer.expression)
    }
    if (ts.isPropertyAssignment(node) && spokenInObjects.has(node.name.getText(file))) judge(node.initializer)
    if (ts.isCallExpression(node) && node.expression.getText(file) === 'toast') judge(node.arguments[0])
    ts.forEachChild(node, visit)
  }

  visit(file)
  return found
}

function isSpoken(attribute: ts.JsxAttribute, file: ts.SourceFile): boolean {
  const tag = attribute.parent.parent.tagName.getText(file)
  const isOurs = tag !== tag.toLowerCase()
  return (isOurs ? spokenByOurs : spoken).has(attribute.name.getText(file))
}

const isAlternative = (kind: ts.SyntaxKind) =>
  kind === ts.SyntaxKind.BarBarToken || kind === ts.SyntaxKind.QuestionQuestionToken || kind === ts.SyntaxKind.PlusToken
