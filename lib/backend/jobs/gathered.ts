/** Does for all that come in one turn of the event loop together what would else be done for each of them. */
export function gathered<T>(work: (items: readonly T[]) => Promise<void>): (item: T) => Promise<void> {
  let items: T[] = []
  let done: Promise<void> | undefined
  return (item) => {
    items.push(item)
    done ??= new Promise<void>((resolve) => setImmediate(resolve)).then(() => {
      const taken = items
      items = []
      done = undefined
      return work(taken)
    })
    return done
  }
}
