import { createStore } from 'zustand/vanilla'

export interface Toast {
  readonly id: number
  readonly tone: 'plain' | 'error'
  readonly text: string
  /** Where to look at what is told. */
  readonly link?: { readonly href: string; readonly label: string }
}

let counter = 0

/** What the toaster shows, newest last. */
export const toastStore = createStore<{ readonly toasts: readonly Toast[] }>(() => ({ toasts: [] }))

/** Says something in passing. An error stays until it is dismissed, and what leads elsewhere stays longer. */
export function toast(text: string, tone: Toast['tone'] = 'plain', link?: Toast['link']) {
  counter += 1
  const entry: Toast = { id: counter, tone, text, link }
  toastStore.setState(({ toasts }) => ({ toasts: [...toasts.filter((each) => each.text !== text), entry].slice(-4) }))
}

export function dismissToast(id: number) {
  toastStore.setState(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.id !== id) }))
}
