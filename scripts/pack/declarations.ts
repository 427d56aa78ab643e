// The types that a file exports, as files that need nothing of this project.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, posix, sep } from 'node:path'

/**
 * The declarations by their paths below `lib`: those of the entry, which is a path from the root, and of all that its
 * own name. Throws with what the compiler says where there are errors.
 */
export function declarationsOf(root: string, entry: string): ReadonlyMap<string, string> {
  const written = emitted(root, entry)
  const first = `${entry.replace(/^lib\//, '').replace(/\.ts$/, '')}.d.ts`
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
  take(first)
  return wanted
}

function emitted(root: string, entry: string): ReadonlyMap<string, string> {
  const folder = mkdtempSync(join(tmpdir(), 'declarations-'))
  try {
    const emit = { noEmit: false, incremental: false, declaration: true, emitDeclarationOnly: true, plugins: [] }
    const places = { rootDir: join(root, 'lib'), outDir: join(folder, 'types'), paths: { '@/*': [join(root, '*')] } }
    const typeRoots = [join(root, 'node_modules/@types')]
    const project = {
      extends: join(root, 'tsconfig.json'),
      compilerOptions: { ...emit, ...places, typeRoots, types: ['node'] },
      include: [],
      files: [join(root, entry)],
    }
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(project))
    const compiler = join(root, 'node_modules/typescript-native/lib/tsc.js')
    const { status, stdout } = spawnSync(process.execPath, [compiler, '-p', folder], { encoding: 'utf8' })
    if (status !== 0) throw new Error(`The types of ${entry} have errors:\n${stdout}`)
    const names = readdirSync(places.outDir, { recursive: true, encoding: 'utf8' }).filter((name) =>
      /\.d\.ts$/.test(name),
    )
    return new Map(names.map((name) => [name.split(sep).join('/'), readFileSync(join(places.outDir, name), 'utf8')]))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Names of our own files become relative ones with an ending, as every reader of modules finds them. */
function withOwnNames(text: string, name: string, onOwn: (name: string) => void): string {
  return text.replace(/(\bfrom |\bimport\()(["'])(\.{1,2}\/|@\/lib\/)([^"']+)\2/g, (_, before, quote, start, path) => {
    const own = start === '@/lib/' ? String(path) : posix.join(dirname(name), `${start}${path}`)
    onOwn(`${own}.d.ts`)
    const from = posix.relative(dirname(name), own)
    return `${before}${quote}${from.startsWith('.') ? from : `./${from}`}.js${quote}`
  })
}
