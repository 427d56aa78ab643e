// A thread's messages for pages: what is large in them is left out, and can be asked for by itself.
import { createHash } from 'node:crypto'
import type { Context } from 'hono'
import { notFound } from '@/lib/protocol/error'
import { toList } from '@/lib/protocol/list'
import type { Message } from '@/lib/protocol/message'
import { shortened } from '@/lib/run/shortened'
import { weightOf } from '@/lib/backend/weight-of'
import { cutPage } from '@/lib/backend/store/paging'
import type { PictureSize, ShownMessage } from '@/lib/protocol/playground'
import { imageOf } from './image-of'
import type { PlaygroundRoutes } from './playground-routes'
import { listQueryOf, pathParam } from './request'

/** From how many characters on a page of shown messages is over. It stands in the HTML of the thread's page. */
const PAGE_WEIGHT = 256 * 1024

const route = '/connections/:connection/threads/:thread_id/messages'

const placeOf = (c: Context, message: Message) => {
  const [connection, thread, id] = [pathParam(c, 'connection'), message.thread_id, message.id].map(encodeURIComponent)
  return `/api/connections/${connection}/threads/${thread}/messages/${id}`
}

export const shownMessageRoutes: PlaygroundRoutes = (app, { messages }) => {
  const find = (c: Context) => messages.get(pathParam(c, 'thread_id'), pathParam(c, 'message_id'))

  app.get(route, async (c) => {
    const query = listQueryOf(c)
    const { data, hasMore } = await messages.list(pathParam(c, 'thread_id'), query)
    const shown = data.map((message) => shortened(withImagesApart(message, placeOf(c, message))))
    const isBackwards = query.before !== undefined && query.after === undefined
    const page = cutPage(isBackwards ? shown.toReversed() : shown, {
      limit: query.limit,
      pageBytes: PAGE_WEIGHT,
      bytesOf: weightOf,
    })
    return c.json(toList(isBackwards ? page.data.toReversed() : page.data, hasMore || page.hasMore))
  })

  app.get(`${route}/:message_id`, async (c) => {
    const message = await find(c)
    return c.json(withImagesApart(message, placeOf(c, message)))
  })

  app.get(`${route}/:message_id/images/:index`, async (c) => {
    const part = (await find(c)).content[Number(pathParam(c, 'index'))]
    const image = part?.type === 'image_url' ? imageOf(part.image_url.url) : undefined
    if (!image) throw notFound('image', pathParam(c, 'index'))
    const bytes = image.bytes()
    const etag = `"${createHash('sha256').update(bytes).digest('base64url')}"`
    // What a picture of a message is never changes; a message that is rewritten has none.
    const headers = { etag, 'cache-control': 'private, max-age=31536000, immutable', 'content-type': image.type }
    if (c.req.header('if-none-match') === etag) return c.body(null, 304, headers)
    return c.body(bytes, 200, { ...headers, 'x-content-type-options': 'nosniff' })
  })
}

/** Longer addresses of pictures are cut: pages only name them. */
const MAX_ADDRESS_LENGTH = 2_000

/** A message as pages read it, its texts whole. `at` is the path below which its pictures are served. */
function withImagesApart(message: Message, at: string): ShownMessage {
  const sizes: [string, PictureSize][] = []
  const content = message.content.map((part, index) => {
    if (part.type !== 'image_url') return part
    const image = imageOf(part.image_url.url)
    const url = image ? `${at}/images/${index}` : shortAddress(part.image_url.url)
    const size = image?.size()
    if (size) sizes.push([url, size])
    return { ...part, image_url: { ...part.image_url, url } }
  })
  return { ...message, content, ...(sizes.length > 0 && { picture_sizes: Object.fromEntries(sizes) }) }
}

const shortAddress = (url: string) => (url.length > MAX_ADDRESS_LENGTH ? `${url.slice(0, MAX_ADDRESS_LENGTH)}…` : url)
