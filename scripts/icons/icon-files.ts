// The icons of the interface: which drawings of Lucide stand in which file, and what those files say.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const drawings = fileURLToPath(new URL('../../node_modules/lucide-static/icons', import.meta.url))

interface IconFile {
  /** By the names that Lucide gives them. */
  readonly icons: readonly string[]
  readonly comment?: string
}

/** What several folders show stands in `components/ui`; what one shows, in its own folder. */
const files: Readonly<Record<string, IconFile>> = {
  'components/ui/icons.ts': {
    icons: [
      ...['bot', 'braces', 'check', 'chevron-down', 'chevron-right', 'copy', 'ellipsis-vertical', 'plus', 'search'],
      ...['trash-2', 'x'],
    ],
  },
  'components/assistants/icons.ts': { icons: ['external-link', 'rotate-ccw'] },
  'components/json/icons.ts': { icons: ['download', 'route', 'wrap-text'] },
  'components/lists/icons.ts': { icons: ['columns-3'] },
  'components/messages/icons.ts': { icons: ['arrow-down', 'arrow-up', 'list-tree', 'sliders-horizontal', 'wrench'] },
  'components/overview/icons.ts': { icons: ['key-round', 'mouse-pointer-click'] },
  'components/run/icons.ts': { icons: ['chevron-left', 'link-2', 'minus', 'square'] },
  'components/shell/icons.ts': { icons: ['activity', 'layout-grid', 'log-out', 'messages-square', 'plug'] },
  'components/shell/server-icons.ts': {
    icons: ['cpu', 'flask-conical', 'languages', 'monitor', 'moon', 'sun'],
    comment:
      '// The server draws these for the shell and hands them to its menus, so that no script brings them: a page loads\n' +
      '// each file of icons that its script uses as a whole.\n',
  },
  'components/templates/icons.ts': { icons: ['calculator', 'calendar-clock', 'crown', 'piggy-bank', 'rows-3'] },
  'components/text/icons.ts': { icons: ['image', 'paperclip'] },
}

/** The text of each file of icons, by its path from the root. */
export const iconFiles = (): ReadonlyMap<string, string> =>
  new Map(Object.entries(files).map(([path, file]) => [path, textOf(path, file)]))

function textOf(path: string, { icons, comment = '' }: IconFile): string {
  const from = path.startsWith('components/ui/') ? './icon' : '@/components/ui/icon'
  const head = `// Written by \`npm run icons\` from the drawings of lucide-static.\n${comment}import { drawn } from '${from}'\n\n`
  return head + icons.map(declarationOf).join('')
}

const LINE_LENGTH = 120

function declarationOf(icon: string): string {
  const svg = readFileSync(join(drawings, `${icon}.svg`), 'utf8')
  const [begin, path] = [`export const ${nameOf(icon)} = drawn(`, `'${pathOf(svg)}'`]
  const line = `${begin}${path})`
  return `${line.length <= LINE_LENGTH ? line : `${begin}\n  ${path},\n)`}\n`
}

/** In browsers `Image` is a global. */
const nameOf = (icon: string) =>
  icon === 'image' ? 'ImageIcon' : icon.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase())

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
  return drawn.join('')
}

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
    (_, x: string, y: string, next?: string) => `M${x} ${y}${next === undefined ? '' : 'l'}`,
  )
