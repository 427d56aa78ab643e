// The reader's choices in what is drawn of a run (the step, the tab, the zoom …), kept in an address.

/** `push` = the browser's back undoes it, `replace` = it changes by the letter or by the frame. */
export type Way = 'push' | 'replace'

/** Choices by name; an empty value is none. */
export interface UrlState {
  /** As the address has it now, which a render may be behind; '' when it has none. */
  readonly get: (name: string) => string
  /** As it was when the page was drawn first, by the server too: what hydration must repeat. */
  readonly first: (name: string) => string
  /** Sets choices, all at once; an empty value leaves the address. */
  readonly set: (values: Readonly<Record<string, string>>, way?: Way) => void
  /** Tells of every change, whoever made it, until the returned function is called. */
  readonly subscribe: (listener: () => void) => () => void
  /** A link to this place with these choices and none besides. */
  readonly linkTo: (values: Readonly<Record<string, string>>) => string
}

/** Where choices are written: a part of an address, as `name=value&…`. */
export interface AddressPart {
  readonly read: () => string
  readonly write: (text: string, way: Way) => void
  readonly linkTo: (text: string) => string
  /** Tells of changes that were not written here, until the returned function is called. */
  readonly listen: (listener: () => void) => () => void
}

/** What the parts need of a window. */
export interface AddressWindow {
  readonly location: { readonly href: string }
  readonly history: {
    pushState(data: unknown, unused: string, url: string): void
    replaceState(data: unknown, unused: string, url: string): void
  }
  addEventListener(type: 'popstate' | 'hashchange', listener: () => void): void
  removeEventListener(type: 'popstate' | 'hashchange', listener: () => void): void
}

/** `first` is what the part said when the page was drawn, as `name=value&…`. */
export function createUrlState(part: AddressPart, first: string): UrlState {
  const listeners = new Set<() => void>()
  const notify = () => listeners.forEach((listener) => listener())
  let leave: (() => void) | undefined
  const drawn = new URLSearchParams(first)
  const parsed = ofLatest((text: string) => new URLSearchParams(text))
  return {
    get: (name) => parsed(part.read()).get(name) ?? '',
    first: (name) => drawn.get(name) ?? '',
    set(values, way = 'push') {
      const known = new URLSearchParams(part.read())
      const next = new URLSearchParams(known)
      for (const [name, value] of Object.entries(values)) {
        if (value) next.set(name, value)
        else next.delete(name)
      }
      // Back must not lead to what is in sight already.
      if (next.toString() === known.toString()) return
      part.write(next.toString(), way)
      notify()
    },
    subscribe(listener) {
      listeners.add(listener)
      leave ??= part.listen(notify)
      return () => {
        listeners.delete(listener)
        if (listeners.size > 0) return
        leave?.()
        leave = undefined
      }
    },
    linkTo: (values) => part.linkTo(new URLSearchParams(values).toString()),
  }
}

/**
 * The search part of a page's address, which is `first` when the page is drawn. While the browser shows another page's
 * address already, as on the way back, the page keeps what it had. `notify` is for changes that raise no event in the
 * browser: a router's own.
 */
export function searchPart(window: AddressWindow, { pathname, first }: { pathname: string; first: string }) {
  let last = first
  const listeners = new Set<() => void>()
  // A page reads its choices dozens of times each time it is drawn.
  const partsOf = ofLatest((href: string) => new URL(href))
  const own = () => {
    const { pathname: here, search } = partsOf(window.location.href)
    return here === pathname ? search.slice(1) : undefined
  }
  function notify() {
    last = own() ?? last
    listeners.forEach((listener) => listener())
  }
  return {
    read: () => own() ?? last,
    write(text: string, way: Way) {
      put(window, text === '' ? pathname : `${pathname}?${text}`, way)
      last = text
    },
    linkTo: (text: string) => new URL(`${pathname}?${text}`, window.location.href).href,
    listen(listener: () => void) {
      listeners.add(listener)
      const leave = listenTo(window, ['popstate'], notify)
      return () => {
        listeners.delete(listener)
        leave()
      }
    },
    notify,
  } satisfies AddressPart & { readonly notify: () => void }
}

/** The hash of a document's address: for one that no server stands behind, such as a file. */
export function hashPart(window: AddressWindow) {
  const at = (text: string) => `${window.location.href.split('#')[0]}${text === '' ? '' : `#${text}`}`
  return {
    read: () => window.location.href.split('#').slice(1).join('#'),
    write: (text: string, way: Way) => put(window, at(text), way),
    linkTo: at,
    listen: (listener: () => void) => listenTo(window, ['popstate', 'hashchange'], listener),
  } satisfies AddressPart
}

/** What is made of a text, kept until another is asked about. */
function ofLatest<T>(make: (text: string) => T): (text: string) => T {
  let latest: { readonly text: string; readonly made: T } | undefined
  return (text) => (latest?.text === text ? latest : (latest = { text, made: make(text) })).made
}

const put = ({ history }: AddressWindow, address: string, way: Way) =>
  way === 'push' ? history.pushState(null, '', address) : history.replaceState(null, '', address)

function listenTo(window: AddressWindow, types: readonly ('popstate' | 'hashchange')[], listener: () => void) {
  for (const type of types) window.addEventListener(type, listener)
  return () => types.forEach((type) => window.removeEventListener(type, listener))
}
