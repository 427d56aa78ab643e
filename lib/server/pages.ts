// Next, inside our own server.
import { EventEmitter } from 'node:events'
import type { Server } from 'node:http'
import next from 'next'
import type { Handle } from './listen'

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
  // Next would take every upgrade of the server it is given; it gets those that the guard let through.
  const upgrades = new EventEmitter()
  const app = next({ dir: root, dev: development, hostname: host, port, httpServer: upgrades as Server })
  await app.prepare()
  const answer = app.getRequestHandler()
  return {
    upgrades,
    handle(request, response) {
      answer(request, response).catch((error: unknown) => {
        console.error('A page could not be answered.', error)
        response.destroy()
      })
    },
  }
}
