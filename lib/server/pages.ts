// Next, inside our own server.
import { EventEmitter } from 'node:events'
import type { Server } from 'node:http'
import next from 'next'
import { discardRest } from './guard/bodies'
import type { Handle } from './listen'
import { createStaticFiles } from './static-files'

export interface PagesOptions {
  readonly root: string
  readonly development: boolean
  readonly host: string
  readonly port: number
}

export interface Pages {
  readonly handle: Handle
  /** Next's own sockets, which only development has. */
  readonly upgrades: EventEmitter
}

export async function createPages({ root, development, host, port }: PagesOptions): Promise<Pages> {
  // Next listens for upgrades on the server that it is given: this stands for the server, and passes on those that the
  // guard admits.
  const upgrades = new EventEmitter()
  const app = next({ dir: root, dev: development, hostname: host, port, httpServer: upgrades as Server })
  await app.prepare()
  const answer = app.getRequestHandler()
  const handle: Handle = (request, response) => {
    answer(request, response).then(
      () => discardRest(request),
      (error: unknown) => {
        console.error('A page could not be answered.', error)
        response.destroy()
      },
    )
  }
  const files = createStaticFiles(root)
  return {
    upgrades,
    handle: development ? handle : (request, response) => files(request, response, () => handle(request, response)),
  }
}
