import type { Blobs } from '@/lib/backend/blobs/blobs'
import type { Store } from '@/lib/backend/store/store'
import { imageTypeOf, type ImageType, MAX_IMAGE_BYTES } from './image-type'

/** So many bytes tell what an image is. */
const HEAD_BYTES = 16

/** Files that are images which models read. */
export function createImages(store: Pick<Store, 'files'>, blobs: Blobs) {
  /** What its first bytes show it to be; undefined for what is no such image, or too large a one. */
  async function imageType(id: string): Promise<ImageType | undefined> {
    const size = await blobs.size(id)
    if (size === undefined || size > MAX_IMAGE_BYTES) return undefined
    const head = await blobs.read(id, { start: 0, end: HEAD_BYTES - 1 })
    return head && imageTypeOf(new Uint8Array(await new Response(head).arrayBuffer()))
  }

  /** An image as a `data:` address; undefined for what is none, and where its file is gone. */
  async function imageUrl(id: string): Promise<string | undefined> {
    const type = (await store.files.get(id)) && (await imageType(id))
    const body = type && (await blobs.read(id))
    if (!body) return undefined
    return `data:${type};base64,${Buffer.from(await new Response(body).arrayBuffer()).toString('base64')}`
  }

  return { imageType, imageUrl }
}
