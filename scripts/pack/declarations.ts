// The types that a file exports, as files that need nothing of this project.
import { dirname, join, posix, relative, sep } from 'node:path'
import ts from 'typescript'

/**
 * The declarations by their paths below `lib`: those of the entry, which is a path from the root, and of all that its
 * own name. Types that are made of schemas are written out: nobody who uses them has to work them out once more.
 */
export function declarationsOf(root: string, entry: string): ReadonlyMap<string, string> {
  const written = emitted(root, entry)
  const wanted = new Map<string, string>()
  const take = (name: string) => {
    const text = written.get(name)
    if (text === undefined || wanted.has(name)) return
    const names: string[] = []
    wanted.set(
      name,
      withOwnNames(text, name, (other) => names.push(other)),
    )
    for (const other of names) take(other)
  }
  take(`${entry.replace(/^lib\//, '').replace(/\.ts$/, '')}.d.ts`)
  return wanted
}

function emitted(root: string, entry: string): ReadonlyMap<string, string> {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), (file) => ts.sys.readFile(file)) as {
    readonly config: { readonly compilerOptions: object }
  }
  const given = { ...config.compilerOptions, incremental: false, plugins: [], jsx: undefined }
  const { options } = ts.convertCompilerOptionsFromJson(given, root)
  const ours = { noEmit: false, declaration: true, emitDeclarationOnly: true, rootDir: join(root, 'lib'), outDir: '/' }
  const program = ts.createProgram([join(root, entry)], { ...options, ...ours, types: ['node'] })
  const files = new Map<string, string>()
  const write = (file: string, text: string) => files.set(relative('/', file).split(sep).join('/'), text)
  const { diagnostics } = program.emit(undefined, write, undefined, true, {
    afterDeclarations: [writingOut(program.getTypeChecker())],
  })
  const [wrong] = diagnostics
  if (wrong) throw new Error(ts.flattenDiagnosticMessageText(wrong.messageText, '\n'))
  return files
}

const WHOLE =
  ts.NodeBuilderFlags.NoTruncation |
  ts.NodeBuilderFlags.InTypeAlias |
  ts.NodeBuilderFlags.UseAliasDefinedOutsideCurrentScope

/** Writes out what is a schema's input or output, and leaves out the schemas. */
function writingOut(checker: ts.TypeChecker): ts.TransformerFactory<ts.SourceFile | ts.Bundle> {
  return (context) => (file) => {
    if (!ts.isSourceFile(file)) return file
    const source = ts.getParseTreeNode(file, ts.isSourceFile)
    const aliases = new Map(source?.statements.filter(ts.isTypeAliasDeclaration).map((each) => [each.name.text, each]))
    const visit = (node: ts.Node): ts.Node | undefined => {
      if (ts.isVariableStatement(node)) return isSchema(node) ? undefined : node
      const alias = ts.isTypeAliasDeclaration(node) && !node.typeParameters ? aliases.get(node.name.text) : undefined
      if (!ts.isTypeAliasDeclaration(node) || !alias || !isOfSchema(alias.type)) return node
      const type = checker.typeToTypeNode(checker.getTypeAtLocation(alias.name), undefined, WHOLE)
      return type ? context.factory.updateTypeAliasDeclaration(node, node.modifiers, node.name, undefined, type) : node
    }
    return ts.visitEachChild(file, visit, context)
  }
}

const isOfSchema = (type: ts.TypeNode) => ts.isTypeReferenceNode(type) && /^z\./.test(type.typeName.getText())

const isSchema = ({ declarationList: { declarations } }: ts.VariableStatement) =>
  declarations.every(
    ({ type }) =>
      type !== undefined &&
      ts.isTypeReferenceNode(type) &&
      ts.isQualifiedName(type.typeName) &&
      ts.isIdentifier(type.typeName.left) &&
      type.typeName.left.text === 'z',
  )

/** Names of our own files become relative ones with an ending, as every reader of modules finds them. */
function withOwnNames(text: string, name: string, onOwn: (name: string) => void): string {
  const here = dirname(name)
  return text.replace(
    /(?<=(?:\bfrom |\bimport\()["'])(?:@\/lib\/|(?=\.{1,2}\/))([^"']+)(?=["'])/g,
    (whole, path: string) => {
      const own = whole === path ? posix.join(here, path) : path
      onOwn(`${own}.d.ts`)
      const from = posix.relative(here, own)
      return `${from.startsWith('.') ? from : `./${from}`}.js`
    },
  )
}
