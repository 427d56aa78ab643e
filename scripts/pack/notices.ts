// The licences of what was compiled into the package's own files: it comes without the packages it is from.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The package that a file belongs to, by its path; undefined for our own. */
export function packageOf(path: string): string | undefined {
  return /(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*\/node_modules\/)/.exec(path.replaceAll('\\', '/'))?.[1]
}

/** One section for each package, with the text of its licence, or with its name where it brings no text. */
export function noticesOf(root: string, names: ReadonlySet<string>): string {
  return [...names]
    .sort()
    .map((name) => noticeOf(join(root, 'node_modules', name), name))
    .join('\n')
}

function noticeOf(folder: string, name: string): string {
  if (!existsSync(join(folder, 'package.json'))) return ''
  const { version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Description
  const file = readdirSync(folder).find((each) => /^licen[cs]e(?:\.|$)/i.test(each))
  const text =
    file === undefined ? `Licence: ${license ?? 'not said'}` : readFileSync(join(folder, file), 'utf8').trim()
  return `## ${name} ${version}\n\n\`\`\`\n${text}\n\`\`\`\n`
}

interface Description {
  readonly version: string
  readonly license?: string
}
