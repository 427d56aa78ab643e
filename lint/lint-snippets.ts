import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

type Snippet = readonly [file: string, code: string, ...expected: readonly unknown[]]

const root = fileURLToPath(new URL('..', import.meta.url))
const oxlint = join(root, 'node_modules/oxlint/dist/cli.js')

/** Lints all of them at once by the project's configuration, and gives what is said of each as `rule: message`. */
export async function lintSnippets(snippets: readonly Snippet[]): Promise<(snippet: Snippet) => readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'snippets-'))
  try {
    const config = JSON.parse(readFileSync(join(root, '.oxlintrc.json'), 'utf8')) as { jsPlugins: readonly string[] }
    const jsPlugins = config.jsPlugins.map((plugin) => join(root, plugin))
    writeFileSync(join(folder, '.oxlintrc.json'), JSON.stringify({ ...config, jsPlugins }))
    const files = snippets.map(([file], index) => numbered(file, index))
    for (const [index, file] of files.entries()) {
      mkdirSync(dirname(join(folder, file)), { recursive: true })
      writeFileSync(join(folder, file), `${snippets[index]?.[1]}\n`)
    }
    const { diagnostics } = await reportOn(folder)
    return ([file, code]) => {
      const name = files[snippets.findIndex((snippet) => snippet[0] === file && snippet[1] === code)]
      return diagnostics
        .filter(({ filename }) => filename.replaceAll('\\', '/') === name)
        .map((found) => `${found.code}: ${found.message}`)
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Snippets may be for the same file; those whose names say nothing stand beside each other. */
const numbered = (file: string, index: number) => file.replace(/\/(x|page)(?=\.)/, `/$1-${index}`)

interface Report {
  readonly diagnostics: readonly { readonly code: string; readonly message: string; readonly filename: string }[]
}

/** It ends with 1 where it has something to say. */
function reportOn(cwd: string): Promise<Report> {
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [oxlint, '--format=json', '.'], { cwd, maxBuffer: 2 ** 25 }, (error, said) => {
      if (error && error.code !== 1) reject(error)
      else resolve(JSON.parse(said) as Report)
    })
  })
}

/** The comments that would switch rules off for a file or a line. */
export const directivesIn = (code: string) => code.match(/(?:\/\/|\/\*)\s*(?:eslint|oxlint)-disable[\w-]*/g) ?? []
