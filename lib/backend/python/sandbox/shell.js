// The bare shell that Pyodide takes itself to be in: everything that it finds there by name. Its files are those that
// were allocated.
function installShell(host, files, texts) {
  'use strict'

  const { timer, clearTimer, random, now, wall } = host
  const { bytesOf, TextEncoder, TextDecoder, btoa, atob } = texts
  const fired = new Map()
  const nothing = () => {}
  const refused = () => {
    throw new Error('There is no such thing in this sandbox.')
  }
  const randomInto = (view) => {
    const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength)
    for (let at = 0; at < bytes.length; at += 65_536) {
      bytes.set(bytesOf(random(Math.min(65_536, bytes.length - at))), at)
    }
    return view
  }

  const shell = {
    TextEncoder,
    TextDecoder,
    btoa,
    atob,
    read: refused,
    load: refused,
    noImport: refused,
    readbuffer(name) {
      const bytes = files.get(name.slice(name.lastIndexOf('/') + 1))
      if (bytes === undefined) throw new Error(`There is no ${name} in this sandbox.`)
      files.delete(name.slice(name.lastIndexOf('/') + 1))
      return bytes
    },
    // Emscripten's shell reads randomness by a command; this answers that one question and runs nothing.
    os: {
      system(_command, [, script] = []) {
        const bytes = Number(/^head -c(\d{1,6}) \/dev\/urandom \| base64/.exec(script)?.[1])
        return btoa(random(bytes))
      },
    },
    crypto: { getRandomValues: randomInto },
    performance: { now, timeOrigin: wall() },
    console: { log: nothing, warn: nothing, error: nothing, info: nothing, debug: nothing },
    setTimeout(work, ms, ...args) {
      const id = timer(Number(ms) || 0)
      if (id) fired.set(id, () => work(...args))
      return id
    },
    clearTimeout(id) {
      fired.delete(id)
      clearTimer(id)
    },
  }
  for (const name of ['SharedArrayBuffer', 'Atomics', 'ShadowRealm', 'console']) delete globalThis[name]
  for (const [name, value] of Object.entries(shell)) {
    Object.defineProperty(globalThis, name, { value, writable: true, configurable: true })
  }

  return {
    fire(id) {
      const callback = fired.get(id)
      fired.delete(id)
      callback?.()
    },
  }
}
