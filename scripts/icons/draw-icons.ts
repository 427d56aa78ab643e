// The icons of the interface are drawings of lucide-static, each made one path. Which ones, the files of icons say:
// each declares an icon under Lucide's name for it, and what it draws is put in here.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const drawings = fileURLToPath(new URL('../../node_modules/lucide-static/icons', import.meta.url))

/** The text of a file of icons, with the lines of each drawing as they are in lucide-static. */
export const drawIcons = (file: string): string =>
  file.replaceAll(/^export const (\w+) = drawn\([^)]*\)$/gm, (_, name: string) => declarationOf(name))

const LINE_LENGTH = 120

function declarationOf(name: string): string {
  const svg = readFileSync(join(drawings, `${fileNameOf(name)}.svg`), 'utf8')
  const [begin, path] = [`export const ${name} = drawn(`, `'${pathOf(svg)}'`]
  const line = `${begin}${path})`
  return line.length <= LINE_LENGTH ? line : `${begin}\n  ${path},\n)`
}

/** `Trash2` is `trash-2`. In browsers `Image` is a global, so that icon has another name here. */
const fileNameOf = (name: string) =>
  name
    .replace(/^ImageIcon$/, 'Image')
    .replaceAll(/(?<!^)(?=[A-Z]|(?<!\d)\d)/g, '-')
    .toLowerCase()

/** All shapes of a drawing as one path. */
function pathOf(svg: string): string {
  const shapes = [...svg.matchAll(/<(path|rect|circle|line)\s([^>]*?)\/>/g)]
  const drawn = shapes.map(([, shape, attributes = '']) => {
    const named = Object.fromEntries(
      [...attributes.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, name, value]) => [name, value]),
    )
    return shapeOf(shape ?? '', named)
  })
  if (drawn.length === 0 || drawn.length < (svg.match(/<\w/g) ?? []).length - 1) {
    throw new Error(`A drawing has a shape that cannot be made a path:\n${svg}`)
  }
  return shortest(drawn.join(''))
}

/** Without what a path need not say: pages load these. */
const shortest = (path: string) => path.replaceAll(/ (?=-)/g, '').replaceAll(/(?<![\d.])0(?=\.\d)/g, '')

type Attributes = Readonly<Record<string, string>>

function shapeOf(shape: string, attributes: Attributes): string {
  if (shape === 'path') return absolute(attributes.d ?? '')
  const number = (name: string) => Number(attributes[name] ?? 0)
  if (shape === 'line') return `M${number('x1')} ${number('y1')}L${number('x2')} ${number('y2')}`
  if (shape === 'circle') {
    const r = number('r')
    return `M${rounded(number('cx') - r)} ${number('cy')}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 -${2 * r} 0z`
  }
  const [x, y, rx] = [number('x'), number('y'), number('rx')]
  const [width, height] = [number('width') - 2 * rx, number('height') - 2 * rx]
  const corner = (dx: number, dy: number) => (rx > 0 ? `a${rx} ${rx} 0 0 1 ${dx} ${dy}` : '')
  return (
    `M${x + rx} ${y}h${width}${corner(rx, rx)}v${height}${corner(-rx, rx)}` +
    `h-${width}${corner(-rx, -rx)}v-${height}${corner(rx, -rx)}z`
  )
}

const rounded = (number: number) => Number(number.toFixed(3))

/** A path that stays where it is behind another: its first `m` counts from the corner, and what follows from there. */
const absolute = (path: string) =>
  path.replace(
    /^m\s*(-?[\d.]+)[\s,]*(-?[\d.]+)\s*(?=([-\d.])?)/,
    (...[, x, y, next]: (string | undefined)[]) => `M${x} ${y}${next === undefined ? '' : 'l'}`,
  )
