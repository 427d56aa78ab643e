// Who imports whom, read from the sources: files that import each other in a circle, and folders that do.
import path from 'node:path'
import ts from 'typescript'
import { isTest, isWithin } from './boundaries.mjs'

interface Import {
  readonly from: string
  readonly to: string
}

type Graph = ReadonlyMap<string, ReadonlySet<string>>

const endings = ['', '.ts', '.tsx', '.d.ts', '.mjs']

/** What the files of the project import of each other, types too. `sources`: code by path from the root, with `/`. */
export function importsIn(sources: ReadonlyMap<string, string>): readonly Import[] {
  return [...sources].flatMap(([from, code]) =>
    ts.preProcessFile(code, true, true).importedFiles.flatMap(({ fileName }) => {
      const base = pathOf(fileName, from)
      const ending = endings.find((each) => sources.has(base + each))
      return ending === undefined ? [] : [{ from, to: base + ending }]
    }),
  )
}

/** A package has its own name, which no file of the project has. */
function pathOf(source: string, from: string): string {
  if (source.startsWith('@/')) return source.slice(2)
  return source.startsWith('.') ? path.posix.join(path.posix.dirname(from), source) : source
}

/** What a file draws in, over any number of imports, itself first; each with the way to it: `a.ts → b.ts`. */
export function reachedFrom(imports: readonly Import[], file: string): ReadonlyMap<string, string> {
  const graph = graphOf(imports)
  const ways = new Map([[file, file]])
  // What is added while it runs is visited, too.
  for (const [reached, way] of ways) {
    for (const next of graph.get(reached) ?? []) if (!ways.has(next)) ways.set(next, drawn([way, next]))
  }
  return ways
}

/** The packages that code imports, types too. */
export const packagesIn = (code: string): readonly string[] =>
  ts
    .preProcessFile(code, true, true)
    .importedFiles.map(({ fileName }) => fileName)
    .filter((source) => !source.startsWith('@/') && !source.startsWith('.'))

/** The circles among files: `a.ts → b.ts → a.ts`. */
export const fileCircles = (imports: readonly Import[]): readonly string[] => circlesIn(graphOf(imports)).map(drawn)

/**
 * The circles among folders that stand side by side, at any depth, each with the imports that make it. Tests and their
 * aids do not count, nor what passes between a folder and one inside it.
 */
export function folderCircles(imports: readonly Import[]): readonly string[] {
  const counted = imports.filter(({ from, to }) => !isTest(from) && !isTest(to))
  const between = counted.flatMap((each) => siblingsOf(each) ?? [])
  return circlesIn(graphOf(between)).map((circle) => {
    const causes = circle.slice(1).map((next, index) => {
      const cause = counted.find(({ from, to }) => isWithin(from, circle[index]) && isWithin(to, next))
      return cause && drawn([cause.from, cause.to])
    })
    return `${drawn(circle)} (${causes.join(', ')})`
  })
}

const drawn = (names: readonly string[]) => names.join(' → ')

/** The folders in one parent that an import leads between; undefined when it stays in one, or leaves for its parent. */
function siblingsOf({ from, to }: Import): Import | undefined {
  const [here, there] = [foldersOf(from), foldersOf(to)]
  const at = here.findIndex((folder, index) => folder !== there[index])
  const target = there[at]
  return at < 0 || target === undefined ? undefined : { from: here[at]!, to: target }
}

/** `a/b/c.ts` stands in `a` and `a/b`. */
function foldersOf(file: string): readonly string[] {
  const names = file.split('/').slice(0, -1)
  return names.map((_name, index) => names.slice(0, index + 1).join('/'))
}

function graphOf(imports: readonly Import[]): Graph {
  const graph = new Map<string, Set<string>>()
  for (const { from, to } of imports) graph.set(from, (graph.get(from) ?? new Set()).add(to))
  return graph
}

/** The shortest circle through each node that is in one, unless an earlier one has shown the node; closed. */
function circlesIn(graph: Graph): readonly (readonly string[])[] {
  const shown = new Set<string>()
  return [...graph.keys()].sort().flatMap((start) => {
    const circle = shown.has(start) ? undefined : shortestCircle(graph, start)
    circle?.forEach((node) => shown.add(node))
    return circle ? [circle] : []
  })
}

/** Searches in breadth, from what `start` imports back to it. */
function shortestCircle(graph: Graph, start: string): readonly string[] | undefined {
  const cameFrom = new Map<string, string>()
  const reached = [start]
  // What is appended while it runs is visited, too.
  for (const node of reached) {
    for (const next of graph.get(node) ?? []) {
      if (cameFrom.has(next)) continue
      cameFrom.set(next, node)
      if (next === start) return pathBackTo(start, cameFrom)
      reached.push(next)
    }
  }
  return undefined
}

function pathBackTo(start: string, cameFrom: ReadonlyMap<string, string>): readonly string[] {
  const circle = [start]
  do circle.unshift(cameFrom.get(circle[0]!)!)
  while (circle[0] !== start)
  return circle
}
