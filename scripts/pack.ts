// `npm run pack`: both npm packages as folders under `.packages`, ready for `npm pack` and `npm publish`.
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensureBuilt } from '@/lib/server/build'
import { packAppBuilder } from './pack/appbuilder'
import { packProduct } from './pack/product'

const root = fileURLToPath(new URL('..', import.meta.url))
const say = (line: string) => console.log(line)

const packages = { 'assistants-playground': packProduct, 'appbuilder-assistants': packAppBuilder }

await ensureBuilt({ root, say, signal: new AbortController().signal })
for (const [name, pack] of Object.entries(packages)) {
  const folder = join(root, '.packages', name)
  await pack(root, folder)
  say(`${folder}: ${(bytesIn(folder) / 1e6).toFixed(1)} MB`)
}
say('Look at one with npm pack, in its folder. npm publish hands it out.')

function bytesIn(folder: string): number {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => statSync(join(folder, name)))
    .reduce((sum, file) => sum + (file.isFile() ? file.size : 0), 0)
}
