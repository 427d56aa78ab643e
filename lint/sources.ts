import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = new URL('../', import.meta.url)

/** The code of these folders by path from the root, with `/`. */
export const sourcesIn = (folders: readonly string[]): ReadonlyMap<string, string> =>
  new Map(folders.flatMap(filesIn).map((file) => [file, readFileSync(new URL(file, root), 'utf8')]))

const filesIn = (folder: string) =>
  readdirSync(fileURLToPath(new URL(folder, root)), { recursive: true, encoding: 'utf8' })
    .map((file) => `${folder}/${file.replaceAll('\\', '/')}`)
    .filter((file) => /\.(?:tsx?|mjs)$/.test(file))
