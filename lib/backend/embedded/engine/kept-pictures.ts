// Pictures that a model's endpoint has drawn come in its answer; they are kept as files before they are spoken of.
import type { Model, ModelChunk, RanOutput } from '@/lib/backend/models/model'

/** Keeps a picture as a file of the connection; resolves with the file's id. */
export type KeepPicture = (picture: { readonly name: string; readonly bytes: Uint8Array }) => Promise<string>

/** Of one answer. */
const MAX_PICTURES = 20
const DATA = /^data:image\/(png|jpeg|gif|webp);base64,([A-Za-z0-9+/=\s]+)$/

/** The model, with what it has drawn kept. What is no picture, or lies elsewhere, is said in words. */
export const withKeptPictures = (answer: Model, keep: KeepPicture): Model =>
  async function* kept(input): AsyncGenerator<ModelChunk> {
    let count = 0
    const keptOf = async (output: RanOutput): Promise<RanOutput> => {
      if (output.type !== 'image') return output
      const [, kind, bytes] = DATA.exec(output.url) ?? []
      if (kind === undefined || bytes === undefined || count === MAX_PICTURES) {
        return { type: 'logs', logs: '[A picture was drawn there. It is not kept here.]\n' }
      }
      count += 1
      const name = `picture-${count}.${kind === 'jpeg' ? 'jpg' : kind}`
      return { type: 'image_file', file_id: await keep({ name, bytes: Buffer.from(bytes, 'base64') }) }
    }
    for await (const chunk of answer(input)) {
      if (chunk.type !== 'ran' || !chunk.outputs) yield chunk
      else {
        const outputs: RanOutput[] = []
        for (const output of chunk.outputs) outputs.push(await keptOf(output))
        yield { ...chunk, outputs }
      }
    }
  }
