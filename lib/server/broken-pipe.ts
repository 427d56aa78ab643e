/**
 * Lets the server outlive whoever reads its output: `npm start | head`, a terminal that is closed. Writing to nobody is
 * an error event, an unhandled one is reported by writing, and so on without end.
 */
export function outliveReaders(streams: readonly NodeJS.WriteStream[]) {
  for (const stream of streams) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE' && error.code !== 'EIO') throw error
    })
  }
}
