import { createStore } from 'zustand/vanilla'

export interface Toast {
  readonly id: number
  readonly tone: 'plain' | 'error'
  readonly text: string
  /** A link to what the toast is about. */
  readonly link?: { readonly href: string; readonly label: string }
  /** Undoes it; `name` says to screen readers what that is. */
  readonly undo?: { readonly label: string; readonly name: string; readonly run: () => void }
  /** Called when it is not shown any more, for whatever reason. */
  readonly onGone?: () => void
}

let counter = 0

/** What the toaster shows, newest last. */
export const toastStore = createStore<{ readonly toasts: readonly Toast[] }>(() => ({ toasts: [] }))

/** Says something in passing. An error stays until it is dismissed, and what leads elsewhere stays longer. */
export function toast(text: string, tone: Toast['tone'] = 'plain', link?: Toast['link']) {
  add({ tone, text, link })
}

/** Says what was done and offers to undo it. Gives the toast's id. */
export const offerUndo = (offer: Required<Pick<Toast, 'text' | 'undo' | 'onGone'>>): number =>
  add({ tone: 'plain', ...offer })

export function dismissToast(id: number) {
  show(toastStore.getState().toasts.filter((toast) => toast.id !== id))
}

function add(toast: Omit<Toast, 'id'>) {
  counter += 1
  const others = toastStore.getState().toasts.filter(({ text }) => text !== toast.text)
  show([...others, { id: counter, ...toast }].slice(-4))
  return counter
}

function show(toasts: readonly Toast[]) {
  const gone = toastStore.getState().toasts.filter((toast) => !toasts.includes(toast))
  toastStore.setState({ toasts })
  for (const { onGone } of gone) onGone?.()
}
