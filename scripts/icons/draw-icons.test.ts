import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { drawIcons } from './draw-icons'
import { iconFiles } from './icon-files'

it.each(iconFiles())('%s stands as `npm run icons` writes it', (path) => {
  const text = readFileSync(path, 'utf8')
  expect(drawIcons(text)).toBe(text)
})

it('draws every icon anew, under its own name', () => {
  const [path = ''] = iconFiles().filter((each) => each.endsWith('components/ui/icons.ts'))
  const text = readFileSync(path, 'utf8')
  const empty = text.replaceAll(/drawn\([^)]*\)/g, "drawn('')")
  expect(empty).not.toMatch(/[MLA]\d/)
  expect(drawIcons(empty)).toBe(text)
})
