// A release of this checkout: its files, its commit and its tag. Nothing is pushed or published.
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { released, type Release } from './changelog'
import { figuresIn } from './figures'

/** The document whose first figures, which `npm run bench` prints, every release has anew. */
const BENCHMARKS = 'docs/benchmarks.md'

export interface Releasing extends Release {
  readonly root: string
}

/** Why there can be no release now, each in one line. */
export class ReleaseError extends Error {
  override readonly name = 'ReleaseError'
  constructor(readonly lines: readonly string[]) {
    super(lines.join('\n'))
  }
}

/** Writes, commits and tags. Throws ReleaseError, with all that stands in the way, before anything was changed. */
export function release({ root, version, date }: Releasing): void {
  const git = (...args: readonly string[]) => execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim()
  const read = (name: string) => readFileSync(join(root, name), 'utf8')
  const problems = [...wrongVersion(version), ...untidy(git, version), ...stale(root, version)]
  let changelog = ''
  try {
    changelog = released(read('CHANGELOG.md'), { version, date })
  } catch (error) {
    problems.push((error as Error).message)
  }
  if (problems.length > 0) throw new ReleaseError(problems)

  writeFileSync(join(root, 'CHANGELOG.md'), changelog)
  const files = ['package.json', 'package-lock.json']
  for (const name of files) writeFileSync(join(root, name), withVersion(read(name), version))
  git('add', 'CHANGELOG.md', ...files)
  git('commit', '--quiet', '--message', `Release ${version}`)
  git('tag', '--annotate', `v${version}`, '--message', `Version ${version}`)
}

const wrongVersion = (version: string) =>
  /^\d+\.\d+\.\d+$/.test(version) ? [] : [`"${version}" is no version: three numbers, such as 0.2.0.`]

function untidy(git: (...args: readonly string[]) => string, version: string): readonly string[] {
  const changed = git('status', '--porcelain')
  const tagged = git('tag', '--list', `v${version}`)
  return [
    ...(changed === '' ? [] : [`There are changes that are not committed:\n${changed}`]),
    ...(tagged === '' ? [] : [`The tag v${version} is there already.`]),
  ]
}

/** Of figures that are not measured for each release it is enough that they say which version they are of. */
function stale(root: string, version: string): readonly string[] {
  const names = readdirSync(join(root, 'docs')).filter((name) => name.endsWith('.md'))
  const documents = names.map((name) => ({
    name: `docs/${name}`,
    figures: figuresIn(readFileSync(join(root, 'docs', name), 'utf8')),
  }))
  const [first] = documents.find(({ name }) => name === BENCHMARKS)?.figures ?? []
  return [
    ...(first ? [] : [`${BENCHMARKS} has no figures: measure.`]),
    ...(first?.said !== undefined && first.version !== version
      ? [`${BENCHMARKS}:${first.line} has figures of ${first.said}: measure anew.`]
      : []),
    ...documents.flatMap(({ name, figures }) =>
      figures
        .filter(({ said }) => said === undefined)
        .map(({ line }) => `${name}:${line} does not say of which version its figures are.`),
    ),
  ]
}

/** Of the project itself, which stands first; packages that it uses may have the same number. */
function withVersion(text: string, version: string): string {
  const manifest = JSON.parse(text) as { version: string; packages?: Record<string, { version?: string }> }
  manifest.version = version
  const own = manifest.packages?.['']
  if (own) own.version = version
  return `${JSON.stringify(manifest, null, 2)}\n`
}
