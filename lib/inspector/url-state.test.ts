import { describe, expect, it } from 'vitest'
import { createUrlState, hashPart, searchPart, type AddressWindow } from './url-state'

/** A window's address and history; `go` is what a link, the router or the reader does, `back` the browser's back. */
function createWindow(href: string) {
  const entries = [href]
  const listeners = new Map<string, Set<() => void>>()
  const tell = (type: string) => listeners.get(type)?.forEach((hear) => hear())
  const resolve = (url: string) => new URL(url, entries.at(-1)).href
  const window: AddressWindow = {
    location: {
      get href() {
        return entries.at(-1)!
      },
    },
    history: {
      pushState: (_data, _unused, url) => void entries.push(resolve(url)),
      replaceState: (_data, _unused, url) => void entries.splice(-1, 1, resolve(url)),
    },
    addEventListener: (type, hear) => void listeners.set(type, (listeners.get(type) ?? new Set()).add(hear)),
    removeEventListener: (type, hear) => void listeners.get(type)?.delete(hear),
  }
  return {
    window,
    entries,
    back: () => (entries.pop(), tell('popstate')),
    go: (url: string) => (entries.push(resolve(url)), tell('hashchange')),
    listening: () => [...listeners.values()].reduce((sum, { size }) => sum + size, 0),
  }
}

const makers = {
  'the search of a page': {
    href: 'http://here/embedded/runs/run_1',
    mark: '?',
    create: (window: AddressWindow, first: string) =>
      createUrlState(searchPart(window, { pathname: '/embedded/runs/run_1', first }), first),
  },
  'the hash of a file': {
    href: 'file:///home/reader/run_1.html',
    mark: '#',
    create: (window: AddressWindow, first: string) => createUrlState(hashPart(window), first),
  },
} as const

describe.each(Object.entries(makers))('choices in %s', (_name, { href, mark, create }) => {
  const open = (first = '') => {
    const scene = createWindow(first ? `${href}${mark}${first}` : href)
    return { ...scene, state: create(scene.window, first) }
  }

  it('are read from the address', () => {
    const { state } = open('step=step_1&event=3')
    expect(['step', 'event', 'tab'].map(state.get)).toEqual(['step_1', '3', ''])
  })

  it('are set beside each other, and leave the address when they are none', () => {
    const { state, window } = open('step=step_1')
    state.set({ tab: 'raw', zoom: '0-2 000' })
    expect(window.location.href).toBe(`${href}${mark}step=step_1&tab=raw&zoom=0-2+000`)
    expect(state.get('zoom')).toBe('0-2 000')
    state.set({ step: '', tab: '', zoom: '' })
    expect(window.location.href).toBe(href)
  })

  it('are undone by the browser, except what changed by the frame', () => {
    const { state, back, entries } = open()
    state.set({ tab: 'raw' })
    state.set({ event: '1' }, 'replace')
    state.set({ event: '2' }, 'replace')
    expect(entries.length).toBe(2)
    back()
    expect(state.get('tab') + state.get('event')).toBe('')
  })

  it('make no step in the history when nothing changes', () => {
    const { state, entries } = open('tab=raw')
    state.set({ tab: 'raw', step: '' })
    expect(entries.length).toBe(1)
  })

  it('tell of every change, whoever makes it, as long as somebody listens', () => {
    const { state, back, listening } = open()
    const heard: string[] = []
    const leave = [state.subscribe(() => heard.push(state.get('tab'))), state.subscribe(() => {})]
    state.set({ tab: 'raw' })
    state.set({ tab: 'code' })
    back()
    expect(heard).toEqual(['raw', 'code', 'raw'])
    leave.forEach((each) => each())
    expect(listening()).toBe(0)
    state.set({ tab: 'input' })
    expect(heard.length).toBe(3)
  })

  it('know what stood there at first, and link to others', () => {
    const { state } = open('step=step_1&tab=raw')
    state.set({ step: 'step_2' })
    expect(state.first('step')).toBe('step_1')
    expect(state.linkTo({ step: 'call_1' })).toBe(`${href}${mark}step=call_1`)
  })
})

describe('a page', () => {
  it('keeps its choices while the address is another page’s already, and hears of its router', () => {
    const { window, go, back } = createWindow('http://here/threads?search=x')
    const part = searchPart(window, { pathname: '/runs/run_1', first: 'step=step_1' })
    const state = createUrlState(part, 'step=step_1')
    const heard: string[] = []
    state.subscribe(() => heard.push(state.get('step')))
    expect(state.get('step')).toBe('step_1')
    go('http://here/runs/run_1?step=step_2')
    part.notify()
    back()
    expect(heard).toEqual(['step_2', 'step_2'])
  })
})

describe('a file', () => {
  it('follows a hash that the reader wrote', () => {
    const { window, go } = createWindow('file:///run.html')
    const state = createUrlState(hashPart(window), '')
    let heard = 0
    state.subscribe(() => heard++)
    go('#step=step_9')
    expect([state.get('step'), heard]).toEqual(['step_9', 1])
  })
})
