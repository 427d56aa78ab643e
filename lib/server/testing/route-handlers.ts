// Next's route handlers, called as functions: the way of a request through Next, without Next. What Next itself does to
// it is tested where a server with pages is started anyway (door.process.test.ts).
import { readdirSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { Backend } from '@/lib/backend/backend'

const app = fileURLToPath(new URL('../../../app', import.meta.url))

interface Route {
  readonly path: RegExp
  readonly file: string
}

/** The folders of `app` that have a handler, as Next reads their names. */
function routes(): readonly Route[] {
  const files = readdirSync(app, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /(?:^|[/\\])route\.ts$/.test(file),
  )
  return files.map((file) => {
    const segments = file.split(sep).slice(0, -1)
    return { file: join(app, file), path: new RegExp(`^${segments.map(patternOf).join('')}/?$`) }
  })
}

function patternOf(segment: string): string {
  if (segment.startsWith('[[...')) return '(?:/.*)?'
  return segment.startsWith('[') ? '/[^/]+' : `/${segment}`
}

/** Answers as the handler does that Next would choose. Throws where there is none. */
export function createHandlerWay(): Backend {
  const known = routes()
  return async (request) => {
    const { pathname } = new URL(request.url)
    const route = known.find(({ path }) => path.test(pathname))
    if (!route) throw new Error(`No route handler in ${relative(process.cwd(), app)} for ${pathname}.`)
    const handlers = (await import(pathToFileURL(route.file).href)) as Readonly<Record<string, Backend | undefined>>
    const handler = handlers[request.method]
    if (!handler) throw new Error(`${route.file} has no ${request.method}.`)
    return handler(request)
  }
}
