import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { iconFiles } from './icon-files'

const files = iconFiles()

it.each([...files])('%s stands as `npm run icons` writes it', (path, text) => {
  expect(readFileSync(path, 'utf8')).toBe(text)
})

it('writes every file of icons', () => {
  const folders = readdirSync('components')
  const found = folders.flatMap((folder) =>
    readdirSync(`components/${folder}`)
      .filter((name) => name.endsWith('icons.ts'))
      .map((name) => `components/${folder}/${name}`),
  )
  expect([...files.keys()].toSorted()).toEqual(found.toSorted())
})
