// The description of a package, as npm has it.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

export interface Manifest {
  readonly [name: string]: unknown
  readonly version?: string
  readonly dependencies?: Readonly<Record<string, string>>
}

export const readManifest = (file: string) => JSON.parse(readFileSync(file, 'utf8')) as Manifest

export const descriptionOf = (manifest: Manifest) => `${JSON.stringify(manifest, null, 2)}\n`

/** What both packages have of the project: its version, licence and the Node that it needs. Nobody says `private`. */
export function manifestOf(root: string, name: string): Manifest {
  const { version, license, type, engines, repository } = readManifest(join(root, 'package.json'))
  return { name, version, license, type, engines, ...(repository !== undefined && { repository }) }
}
