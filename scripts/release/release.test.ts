import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { release, ReleaseError } from './release'

let root: string
const git = (...args: readonly string[]) => execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim()
const read = (name: string) => readFileSync(join(root, name), 'utf8')
const write = (name: string, text: string) => writeFileSync(join(root, name), text)
const commit = () => {
  git('add', '.')
  git('commit', '--quiet', '--message', 'Before')
}

const CHANGELOG = `# Changelog

## [Unreleased]

### Added
- Something new.

## [0.1.0] - 2026-11-21

### Added
- All of it.
`

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'release-'))
  mkdirSync(join(root, 'docs'))
  git('init', '--quiet')
  for (const [name, value] of [
    ['user.name', 'A'],
    ['user.email', 'a@example.com'],
    ['commit.gpgsign', 'false'],
  ] as const) {
    git('config', name, value)
  }
  const packages = { '': { version: '0.1.0' }, 'node_modules/other': { version: '0.1.0' } }
  write('package.json', '{\n  "name": "a",\n  "version": "0.1.0"\n}\n')
  write('package-lock.json', `${JSON.stringify({ name: 'a', version: '0.1.0', packages }, null, 2)}\n`)
  write('CHANGELOG.md', CHANGELOG)
  write('docs/benchmarks.md', 'The figures below: 2026-11-28, version 0.2.0-dev, 2 cores.\n')
  commit()
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

/** What stands in the way; the rest of the checkout is as it was. */
function refusedOf(version: string): string {
  const before = git('status', '--porcelain')
  const head = git('rev-parse', 'HEAD')
  try {
    release({ root, version, date: '2026-12-01' })
  } catch (error) {
    if (!(error instanceof ReleaseError)) throw error
    expect([git('status', '--porcelain'), git('rev-parse', 'HEAD')]).toEqual([before, head])
    return error.message
  }
  throw new Error('It was released.')
}

test('a release is its section, its version, one commit and one tag', () => {
  release({ root, version: '0.2.0', date: '2026-12-01' })
  expect(read('CHANGELOG.md')).toBe(
    CHANGELOG.replace('## [Unreleased]\n', '## [Unreleased]\n\n## [0.2.0] - 2026-12-01\n'),
  )
  expect(JSON.parse(read('package.json'))).toMatchObject({ version: '0.2.0' })
  expect(JSON.parse(read('package-lock.json'))).toMatchObject({
    version: '0.2.0',
    packages: { '': { version: '0.2.0' }, 'node_modules/other': { version: '0.1.0' } },
  })
  expect(git('status', '--porcelain')).toBe('')
  expect(git('log', '--format=%s %D')).toMatch(/^Release 0\.2\.0 HEAD.*tag: v0\.2\.0/)
  expect(refusedOf('0.2.0')).toMatch(/tag v0\.2\.0 is there[^]*section of 0\.2\.0 already[^]*/)
})

test('the figures of each release are its own, and all others say which version they are of', () => {
  write(
    'docs/benchmarks.md',
    'Before.\n\nBelow: 2026-11-28, version 0.1.0, 2 cores.\n\nBy hand, 2026-11-20, version 0.1.0.\n',
  )
  write(
    'docs/reliability.md',
    'Kills: 2026-11-27, version 0.1.0 and what is unreleased, 2 cores.\n\n2026-11-28, under load: 22 ends.\nSince 2026-11-28.\n',
  )
  commit()
  expect(refusedOf('0.2.0').split('\n')).toEqual([
    'docs/benchmarks.md:3 has figures of 0.1.0: measure anew.',
    'docs/reliability.md:3 does not say of which version its figures are.',
  ])
  write('docs/benchmarks.md', 'Below: 2026-11-28, version 0.2.0 and what is unreleased, 2 cores.\n')
  expect(refusedOf('0.2.0')).toContain('has figures of 0.2.0 and what is unreleased: measure anew.')
  write('docs/benchmarks.md', 'Fast.\n')
  expect(refusedOf('0.2.0')).toContain('docs/benchmarks.md has no figures: measure.')
})

test('what is not committed, nothing to tell, and no version', () => {
  write('CHANGELOG.md', CHANGELOG.replace('- Something new.\n', ''))
  expect(refusedOf('v0.2')).toMatch(/"v0\.2" is no version[^]*not committed[^]*nothing of what is unreleased/)
})
