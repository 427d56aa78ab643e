/** A body that tells of each piece when it passes, and waits for whoever reads it. */
export const listening = (body: ReadableStream<Uint8Array>, onBytes: (piece: Uint8Array) => void) =>
  body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(piece, controller) {
        onBytes(piece)
        controller.enqueue(piece)
      },
    }),
  )
