import { describe, expect, test } from 'vitest'
import { fileCircles, folderCircles, importsIn } from './import-graph'
import { sourcesIn } from './sources'

const madeUp = (sources: Readonly<Record<string, string>>) => importsIn(new Map(Object.entries(sources)))

describe('circles between files are found', () => {
  test.each([
    ['of values', `import { b } from './b'`, `import { a } from './a'`],
    ['of types', `import type { B } from './b'`, `export type { A } from './a'`],
    ['of a part that comes late', `const load = () => late(() => import('./b'))`, `import '@/lib/a'`],
    ['of a type within a type', `type B = import('./b').B`, `import { type A } from '@/lib/a'`],
  ])('%s', (_what, a, b) => {
    const imports = madeUp({ 'lib/a.ts': a, 'lib/b.tsx': b, 'lib/c.ts': `import { a } from './a'` })
    expect(fileCircles(imports)).toEqual(['lib/a.ts → lib/b.tsx → lib/a.ts'])
  })

  test('of three, each once', () => {
    const imports = madeUp({
      'lib/a.ts': `import './b'`,
      'lib/b.ts': `import './c'\nimport './d'`,
      'lib/c.ts': `import './a'`,
      'lib/d.ts': `import './e'`,
      'lib/e.ts': `import './d'\nimport 'react'`,
    })
    expect(fileCircles(imports)).toEqual([
      'lib/a.ts → lib/b.ts → lib/c.ts → lib/a.ts',
      'lib/d.ts → lib/e.ts → lib/d.ts',
    ])
  })
})

describe('folders that import each other', () => {
  test('are found, with the files that do it', () => {
    const imports = madeUp({
      'components/run/a.ts': `import type { B } from '@/components/text/b'`,
      'components/text/b.ts': ``,
      'components/text/c.ts': `import { d } from '@/components/run/facts/d'`,
      'components/run/facts/d.ts': ``,
    })
    expect(fileCircles(imports)).toEqual([])
    expect(folderCircles(imports)).toEqual([
      'components/run → components/text → components/run ' +
        '(components/run/a.ts → components/text/b.ts, components/text/c.ts → components/run/facts/d.ts)',
    ])
  })

  test('are none where one stands inside the other, or where only a test reaches back', () => {
    const imports = madeUp({
      'lib/run/a.ts': `import './inner/b'`,
      'lib/run/inner/b.ts': `import '../c'`,
      'lib/run/c.ts': `import '@/lib/protocol/d'`,
      'lib/protocol/d.ts': ``,
      'lib/protocol/d.test.ts': `import '@/lib/run/c'`,
    })
    expect(folderCircles(imports)).toEqual([])
  })
})

describe('in this project', () => {
  const folders = ['lib', 'components', 'app', 'e2e', 'scripts', 'lint']
  const imports = importsIn(sourcesIn(folders))

  test('no files import each other in a circle', () => {
    expect(imports.length).toBeGreaterThan(2_000)
    const read = (folder: string) => imports.some(({ from }) => from.startsWith(`${folder}/`))
    expect(folders.filter((folder) => !read(folder))).toEqual([])
    expect(fileCircles(imports)).toEqual([])
  })

  test('no folders side by side do', () => {
    expect(folderCircles(imports)).toEqual([])
  })
})
