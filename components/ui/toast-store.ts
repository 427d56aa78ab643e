import { createStore } from 'zustand/vanilla'

export interface Toast {
  readonly id: number
  readonly tone: 'plain' | 'error'
  readonly text: string
}

let counter = 0

/** What the toaster shows, newest last. */
export const toastStore = createStore<{ readonly toasts: readonly Toast[] }>(() => ({ toasts: [] }))

/** Says something in passing. An error stays until it is dismissed. */
export function toast(text: string, tone: Toast['tone'] = 'plain') {
  counter += 1
  const entry = { id: counter, tone, text }
  toastStore.setState(({ toasts }) => ({ toasts: [...toasts.filter((each) => each.text !== text), entry].slice(-4) }))
}

export function dismissToast(id: number) {
  toastStore.setState(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.id !== id) }))
}
