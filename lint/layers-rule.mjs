// The rule that holds files to lint/boundaries.mjs. It resolves what is imported, so that `@/…`, `../…`,
// `import()` and `export … from` are judged alike.
import { isBuiltin } from 'node:module'
import path from 'node:path'
import { boundaryOf, isSystemTest, isTest, isWithin, lightProtocol, serverPackages } from './boundaries.mjs'

/** Why this file may not import that, in words; undefined when it may. */
function objection(file, source, typeOnly) {
  const boundary = boundaryOf(file)
  if (!boundary) return undefined
  const relative = /^\.\.?(?:\/|$)/.test(source)
  if (relative || source.startsWith('@/')) {
    const target = relative ? path.posix.join(path.posix.dirname(file), source) : path.posix.normalize(source.slice(2))
    const detour = relative && !isWithin(target, boundary.folder) && !file.endsWith('.mjs')
    if (detour) return 'Across folders import by @/….'
    return objectionToModule(boundary, file, { target, typeOnly })
  }
  return isTest(file) ? undefined : objectionToPackage(boundary, source, typeOnly)
}

function objectionToModule(boundary, file, { target, typeOnly }) {
  if (isSystemTest(file)) return undefined
  const may = [...boundary.may, ...(boundary.own ?? [boundary.folder])]
  if (!may.some((folder) => isWithin(target, folder))) {
    return `${boundary.folder} may import only ${may.join(', ')}, not ${target} (lint/boundaries.mjs).`
  }
  const heavy = isWithin(target, 'lib/protocol') && !lightProtocol.includes(target)
  if (boundary.browser && heavy && !typeOnly && !isTest(file)) {
    return `Browsers load only ${lightProtocol.join(', ')}; take the rest of lib/protocol with \`import type\`.`
  }
  return undefined
}

function objectionToPackage({ folder, browser, packagesOnly, packagesNever = [] }, source, typeOnly) {
  const among = (names) => names.some((name) => isWithin(source, name))
  if (packagesOnly && !among(packagesOnly)) return `${folder} may import only these packages: [${packagesOnly}].`
  if (among(packagesNever)) return `${folder} must not depend on ${source}.`
  if (browser && (isBuiltin(source) || (among(serverPackages) && !typeOnly))) return `${source} is not for browsers.`
  return undefined
}

/** `import type …` and `import { type A, type B }` alike: nothing of it is left at run time. */
const isTypeOnly = (node) =>
  node.importKind === 'type' ||
  node.exportKind === 'type' ||
  (node.specifiers?.length > 0 &&
    node.specifiers.every(({ importKind, exportKind }) => importKind === 'type' || exportKind === 'type'))

export const layersRule = {
  meta: { type: 'problem', schema: [], messages: { boundary: '{{why}}' } },
  create(context) {
    const file = path.relative(context.cwd, context.filename).split(path.sep).join('/')
    const check = (node, source, typeOnly) => {
      if (typeof source?.value !== 'string') return
      const why = objection(file, source.value, typeOnly)
      if (why) context.report({ node, messageId: 'boundary', data: { why } })
    }
    const declaration = (node) => check(node, node.source, isTypeOnly(node))
    return {
      ImportDeclaration: declaration,
      ExportNamedDeclaration: declaration,
      ExportAllDeclaration: declaration,
      ImportExpression: (node) => check(node, node.source, false),
      TSImportType: (node) => check(node, node.source, true),
    }
  },
}
