// Each page has the texts that it may show, late parts included, and no section brings others.
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { lateMessages, sectionMessages, shellMessages, type Section } from '@/lib/i18n/page-messages'
import { importsIn, reachedFrom } from './import-graph'
import { sourcesIn } from './sources'

const sources = sourcesIn(['app', 'components', 'lib'])
const imports = importsIn(sources)
const sections = Object.keys(sectionMessages) as Section[]

/** What a file and all that it imports ask for, each with the way to who asks. */
function neededBy(file: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const [reached, way] of reachedFrom(imports, file)) {
    for (const [, name = ''] of (sources.get(reached) ?? '').matchAll(/useTranslations\('([\w.]+)'\)/g)) {
      found.set(name, way)
    }
  }
  return found
}

const isIn = (paths: readonly string[]) => (needed: string) =>
  paths.some((path) => needed === path || needed.startsWith(`${path}.`))

/** The sections that a page's file names, and the layouts around it. */
function sectionsOf(page: string): readonly Section[] {
  const folders = page.split('/').slice(1, -1)
  const layouts = folders.map((_, index) => path.posix.join('app', ...folders.slice(0, index + 1), 'layout.tsx'))
  const code = [page, ...layouts].map((file) => sources.get(file) ?? '').join('\n')
  return sections.filter((section) => code.includes(`section="${section}"`))
}

const pages = [...sources.keys()].filter((file) => /^app\/.*\/page\.tsx$/.test(file))

describe('texts come with the pages that need them', () => {
  test('those of the shell', () => {
    const needed = neededBy('app/shell-layout.tsx')
    expect([...needed].filter(([name]) => !isIn([...lateMessages, ...shellMessages])(name))).toEqual([])
    expect(shellMessages.filter((path) => ![...needed.keys()].some(isIn([path])))).toEqual([])
  })

  test.each(pages)('those of %s', (page) => {
    const here = [...lateMessages, ...shellMessages, ...sectionsOf(page).flatMap((section) => sectionMessages[section])]
    expect([...neededBy(page)].filter(([name]) => !isIn(here)(name))).toEqual([])
  })

  test.each(sections)('and of %s no others', (section) => {
    const needed = pages
      .filter((page) => sectionsOf(page).includes(section))
      .flatMap((page) => [...neededBy(page).keys()])
    expect(sectionMessages[section].filter((path) => !needed.some(isIn([path])))).toEqual([])
  })

  test.each(pages)('and to %s each once', (page) => {
    const brought = [...shellMessages, ...sectionsOf(page).flatMap((section) => sectionMessages[section])]
    const again = brought.filter((path, index) => brought.some((other, at) => at !== index && isIn([other])(path)))
    expect(again.filter((path) => path !== 'thread.by')).toEqual([])
  })

  test('whoever asks for texts names them', () => {
    const unnamed = [...sources].filter(([, code]) => /useTranslations\((?!'[\w.]+'\))/.test(code))
    expect(unnamed.map(([file]) => file)).toEqual([])
  })
})
