/** The part of the Navigation API that is used; Firefox has it only lately, and TypeScript not yet. */
export interface NavigateEvent extends Event {
  readonly navigationType: string
  readonly destination: { readonly key: string; readonly url: string }
}

type HistoryNavigation = EventTarget & { traverseTo(key: string): void }

export const historyNavigation = () => (window as { navigation?: HistoryNavigation }).navigation
