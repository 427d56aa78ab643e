import type { ModelChunk } from '@/lib/backend/models/model'

/**
 * A model's answer that also tells how many older messages it was not given because nobody reads so far back; those
 * that the model itself had to leave out are more of the same.
 */
export const withLeftOut = (chunks: AsyncIterable<ModelChunk>, leftOut: number): AsyncIterable<ModelChunk> =>
  leftOut === 0 ? chunks : telling(chunks, leftOut)

async function* telling(chunks: AsyncIterable<ModelChunk>, leftOut: number): AsyncGenerator<ModelChunk> {
  let isTold = false
  for await (const chunk of chunks) {
    if (chunk.type === 'adapted') yield { ...chunk, left_out: chunk.left_out + leftOut }
    else {
      if (!isTold) yield { type: 'adapted', left_out: leftOut, without: [] }
      yield chunk
    }
    isTold = true
  }
}
