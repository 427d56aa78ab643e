import { createStore } from 'zustand/vanilla'

export interface Deletion {
  /** What it is about, by `objectKey`. */
  readonly key: string
  /** Deletes it; resolves when the lists are up to date. */
  readonly send: () => Promise<unknown>
  readonly onFailure: (error: unknown) => void
  /** Called when it was undone. */
  readonly onUndone?: () => void
}

/** Ids are unique within a connection only. */
export const objectKey = (connection: string, id: string) => `${connection} ${id}`

/**
 * Deletes that can be undone, one at a time: the next one, or leaving the page, sends the one before. `hidden` has what
 * is about to be deleted, with the function that undoes it, until that is done, undone or has failed; once the request
 * is sent it cannot be undone. `page` fires `pagehide`.
 */
export function createPendingDeletes(page: EventTarget) {
  const store = createStore<{ readonly hidden: ReadonlyMap<string, (() => void) | null> }>(() => ({
    hidden: new Map(),
  }))
  let finishLast = () => {}

  function show(key: string) {
    store.setState(({ hidden }) => ({ hidden: new Map([...hidden].filter(([each]) => each !== key)) }))
  }
  function hide(key: string, undo: (() => void) | null) {
    store.setState(({ hidden }) => ({ hidden: new Map([...hidden, [key, undo]]) }))
  }
  return {
    store,
    /** Hides it. `finish` sends the request, `undo` sends nothing; the first of them counts. */
    begin({ key, send, onFailure, onUndone }: Deletion) {
      finishLast()
      let isOpen = true
      function close() {
        const wasOpen = isOpen
        isOpen = false
        page.removeEventListener('pagehide', finish)
        return wasOpen
      }
      function finish() {
        if (!close()) return
        hide(key, null)
        void send()
          .catch(onFailure)
          .finally(() => show(key))
      }
      function undo() {
        if (!close()) return
        show(key)
        onUndone?.()
      }
      finishLast = finish
      page.addEventListener('pagehide', finish)
      hide(key, undo)
      return { finish, undo }
    },
  }
}

/** Those of this tab. On the server nothing is ever begun. */
export const pendingDeletes = createPendingDeletes(typeof window === 'undefined' ? new EventTarget() : window)
