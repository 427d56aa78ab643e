/** Asks before the page is left; `go` goes on once the reader agreed. */
type Hold = (go: () => void) => void

let hold: Hold | undefined

/** Makes navigation by code ask first, too, until the returned function is called. */
export function holdLeaving(next: Hold): () => void {
  hold = next
  return () => {
    if (hold === next) hold = undefined
  }
}

/** Goes at once, or once the reader agreed to lose what is unsaved. */
export function leave(go: () => void) {
  if (hold) hold(go)
  else go()
}
