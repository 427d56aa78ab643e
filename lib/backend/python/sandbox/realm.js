// The inner half of the sandbox: runs in a realm without string code generation, where Pyodide takes itself to be in a
// bare shell. Python code can reach everything here, so nothing here may hold more than the few functions of `host`,
// which take and give strings and numbers. They stay in this closure, and what they throw is dropped.
function realm(host) {
  'use strict'

  const { fromCharCode } = String
  const guarded = (name) => {
    const call = host[name]
    return (one, two) => {
      try {
        return call(one, two)
      } catch {
        return undefined
      }
    }
  }
  const [send, timer, clearTimer, random] = ['send', 'timer', 'clearTimer', 'random'].map(guarded)
  const [poll, now, wall] = ['poll', 'now', 'wall'].map(guarded)
  host = undefined

  // ---- what Pyodide expects of a shell

  const bytesOf = (letters) => {
    const bytes = new Uint8Array(letters.length)
    for (let at = 0; at < letters.length; at++) bytes[at] = letters.charCodeAt(at)
    return bytes
  }
  const lettersOf = (bytes) => {
    let letters = ''
    for (let at = 0; at < bytes.length; at += 8_192) {
      letters += fromCharCode.apply(undefined, bytes.subarray(at, at + 8_192))
    }
    return letters
  }

  class TextEncoder {
    get encoding() {
      return 'utf-8'
    }
    encode(text = '') {
      const bytes = new Uint8Array(text.length * 3)
      return bytes.slice(0, this.encodeInto(String(text), bytes).written)
    }
    encodeInto(text, bytes) {
      let read = 0
      let written = 0
      for (const letter of text) {
        const code = letter.codePointAt(0)
        const point = code >= 0xd800 && code <= 0xdfff ? 0xfffd : code
        const size = point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4
        if (written + size > bytes.length) break
        if (size === 1) bytes[written] = point
        else {
          bytes[written] = ((0xf00 >> size) & 0xff) | (point >> (6 * (size - 1)))
          for (let at = 1; at < size; at++) bytes[written + at] = 0x80 | ((point >> (6 * (size - 1 - at))) & 0x3f)
        }
        read += letter.length
        written += size
      }
      return { read, written }
    }
  }

  /** UTF-8, and UTF-16LE for wide strings; what is broken becomes U+FFFD, what is unfinished waits when streaming. */
  class TextDecoder {
    #wide
    #rest = new Uint8Array(0)
    constructor(label = 'utf-8') {
      this.#wide = /^utf-?16/i.test(label)
    }
    decode(input, options) {
      let bytes = input === undefined ? new Uint8Array(0) : ArrayBuffer.isView(input) ? input : new Uint8Array(input)
      if (!(bytes instanceof Uint8Array)) bytes = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
      if (this.#rest.length > 0) {
        const both = new Uint8Array(this.#rest.length + bytes.length)
        both.set(this.#rest)
        both.set(bytes, this.#rest.length)
        bytes = both
      }
      const end = options?.stream ? bytes.length - unfinished(bytes) : bytes.length
      this.#rest = bytes.slice(end)
      return this.#wide ? wideText(bytes.subarray(0, end)) : textOf(bytes.subarray(0, end))
    }
  }
  const unfinished = (bytes) => {
    for (let back = 1; back <= 3 && back <= bytes.length; back++) {
      const byte = bytes[bytes.length - back]
      if (byte < 0x80) return 0
      if (byte >= 0xc0) return (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) > back ? back : 0
    }
    return 0
  }
  const wideText = (bytes) => {
    let text = ''
    for (let at = 0; at + 1 < bytes.length; at += 2) text += fromCharCode(bytes[at] | (bytes[at + 1] << 8))
    return text
  }
  const textOf = (bytes) => {
    let text = ''
    let units = []
    for (let at = 0; at < bytes.length;) {
      const [point, size] = pointAt(bytes, at)
      at += size
      if (point > 0xffff) units.push(0xd800 + ((point - 0x10000) >> 10), 0xdc00 + ((point - 0x10000) & 0x3ff))
      else units.push(point)
      if (units.length > 4_096) {
        text += fromCharCode.apply(undefined, units)
        units = []
      }
    }
    return text + fromCharCode.apply(undefined, units)
  }
  const pointAt = (bytes, at) => {
    const first = bytes[at]
    if (first < 0x80) return [first, 1]
    const size = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2
    if (first < 0xc2 || first > 0xf4) return [0xfffd, 1]
    let point = first & (0xff >> (size + 1))
    for (let more = 1; more < size; more++) {
      const byte = bytes[at + more]
      if (byte === undefined || (byte & 0xc0) !== 0x80) return [0xfffd, more]
      point = (point << 6) | (byte & 0x3f)
    }
    const broken =
      point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff) || point < [0, 0, 0x80, 0x800, 0x10000][size]
    return broken ? [0xfffd, size] : [point, size]
  }

  const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
  const btoa = (letters) => {
    let text = ''
    for (let at = 0; at < letters.length; at += 3) {
      const [one, two, three] = [at, at + 1, at + 2].map((index) => letters.charCodeAt(index))
      const all = (one << 16) | ((two || 0) << 8) | (three || 0)
      const digits = [18, 12, 6, 0].map((shift) => ALPHABET[(all >> shift) & 63])
      text += digits
        .slice(0, Number.isNaN(two) ? 2 : Number.isNaN(three) ? 3 : 4)
        .join('')
        .padEnd(4, '=')
    }
    return text
  }
  const atob = (text) => {
    let letters = ''
    let bits = 0
    let held = 0
    for (const digit of text.replace(/=+$/, '')) {
      held = (held << 6) | ALPHABET.indexOf(digit)
      bits += 6
      if (bits >= 8) letters += fromCharCode((held >> (bits -= 8)) & 255)
    }
    return letters
  }

  const fired = new Map()
  const files = new Map()
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

  // ---- the conversation

  let pyodide
  let python
  let maxFileBytes = Infinity
  let printable = Infinity
  let printed = 0
  const flushed = { text: '', at: 0 }
  const isDue = () => now() - flushed.at > 40
  const decoder = new TextDecoder()
  const flush = () => {
    const text = flushed.text.slice(0, Math.max(0, printable - printed))
    printed += flushed.text.length
    if (text !== '') send('o', text)
    flushed.text = ''
    flushed.at = now()
  }
  const write = (bytes) => {
    flushed.text += decoder.decode(bytes, { stream: true })
    if (flushed.text.length > 16_384 || isDue()) flush()
    return bytes.length
  }

  const FULL = 51
  const reason = (error) => {
    try {
      if (error?.errno === FULL) return 'no space left'
      return String(error?.message ?? error).slice(0, 2_000)
    } catch {
      return 'unknown'
    }
  }

  async function start(loadPyodide, createPyodideModule, lock, cell, settings) {
    try {
      const { makes, fileBytes, outputChars } = JSON.parse(settings)
      const snapshot = files.get('snapshot')
      pyodide = await loadPyodide({
        indexURL: '/',
        packageBaseUrl: '/packages/',
        lockFileContents: JSON.parse(lock),
        createPyodideModule,
        jsglobals: Object.create(null),
        env: { HOME: '/home/user', LANG: 'C.UTF-8', MPLBACKEND: 'AGG' },
        ...(snapshot ? { _loadSnapshot: snapshot } : makes ? { _makeSnapshot: true } : {}),
      })
      files.clear()
      if (makes) return makeSnapshot(cell)
      python = pyodide.runPython(cell, { globals: pyodide.toPy({ __name__: 'sandbox' }) })
      const interrupts = Object.freeze({
        get 0() {
          // Code that prints and then computes for long is read while it does.
          if (flushed.text !== '' && isDue()) flush()
          return poll()
        },
        set 0(_value) {},
      })
      pyodide.setInterruptBuffer(interrupts)
      Object.defineProperty(pyodide._module, 'Py_EmscriptenSignalBuffer', {
        value: interrupts,
        writable: false,
        configurable: false,
      })
      pyodide.setStdout({ write, isatty: false })
      pyodide.setStderr({ write, isatty: false })
      pyodide.setStdin({ stdin: () => undefined })
      maxFileBytes = fileBytes + heldBelow(pyodide._module.FS.root.contents)
      printable = outputChars
      limitFiles(pyodide._module.FS)
      finished('{}')
    } catch (error) {
      send('e', reason(error))
    }
  }
  // ---- files

  /** Files live in this process's memory and not in Python's: they have a bound of their own. */
  function limitFiles(FS) {
    const { MEMFS } = FS.filesystems
    const { node, stream } = MEMFS.ops_table.file
    const { write: writeAt } = stream
    const { setattr } = node
    let held = heldBelow(FS.root.contents)
    const room = (bytes) => {
      held += bytes
      if (held > maxFileBytes) held = bytes + heldBelow(FS.root.contents)
      if (held <= maxFileBytes) return
      held -= bytes
      throw new FS.ErrnoError(FULL)
    }
    stream.write = (to, buffer, offset, length, position, canOwn) => {
      // A file that grows is given an eighth more than it asks for.
      const has = to.node.contents.length
      if (position + length > has) room(Math.max(position + length, has * 1.125) - has)
      return writeAt(to, buffer, offset, length, position, canOwn)
    }
    node.setattr = (of, attributes) => {
      if (attributes.size > of.usedBytes) room(attributes.size - of.contents.length)
      setattr(of, attributes)
    }
  }
  const heldBelow = (nodes) => {
    let bytes = 0
    for (const name in nodes) {
      const { contents } = nodes[name]
      bytes += ArrayBuffer.isView(contents) ? contents.length : contents ? heldBelow(contents) : 0
    }
    return bytes
  }

  const PIECE = 1 << 20
  function handOver({ path, ...about }) {
    const bytes = pyodide._module.FS.readFile(path)
    send('f', JSON.stringify({ path, ...about, bytes: bytes.length }))
    for (let at = 0; at < bytes.length; at += PIECE) send('b', lettersOf(bytes.subarray(at, at + PIECE)))
  }

  let arriving
  const unplaced = []
  function begin({ path, bytes }) {
    arriving = { path, bytes: new Uint8Array(bytes), at: 0 }
    if (bytes === 0) arrived()
  }
  function more(letters) {
    arriving.bytes.set(bytesOf(letters), arriving.at)
    arriving.at += letters.length
    if (arriving.at === arriving.bytes.length) arrived()
  }
  /** It is not a question, so it has no answer: what went wrong is told after the next cell. */
  function arrive(kind, text) {
    try {
      if (kind === 'F') begin(JSON.parse(text))
      else if (arriving) more(text)
    } catch (error) {
      unplaced.push(`a file that did not fit, ${reason(error)}`)
      arriving = undefined
    }
  }
  /** A package waits for its installation; every other file lies where Python sees it. */
  function arrived() {
    const { path, bytes } = arriving
    arriving = undefined
    if (path.startsWith('package:')) {
      files.set(path.slice('package:'.length), bytes)
      return
    }
    const { FS } = pyodide._module
    FS.mkdirTree(path.slice(0, path.lastIndexOf('/')))
    FS.writeFile(path, bytes)
  }

  // ---- cells

  const finished = (answer) => {
    flush()
    send('d', answer)
  }

  async function runCell(text) {
    const { code, number, seconds, limits } = JSON.parse(text)
    printed = 0
    let answer = python.run(code, number, seconds)
    if (typeof answer !== 'string') answer = await answer
    flush()
    const { found, ...rest } = JSON.parse(python.collect(JSON.stringify(limits)))
    for (const file of found) handOver(file)
    const cut = printed > printable ? [`${printed - printable} more characters of output`] : []
    finished(JSON.stringify({ ...JSON.parse(answer), left_out: [...unplaced.splice(0), ...cut, ...rest.left_out] }))
  }

  async function loadPackages(text) {
    const problems = []
    await pyodide.loadPackage(JSON.parse(text), {
      checkIntegrity: false,
      messageCallback: nothing,
      errorCallback: (problem) => problems.push(String(problem)),
    })
    files.clear()
    finished(JSON.stringify({ problems }))
  }

  const work = {
    x: runCell,
    i: (code) => finished(JSON.stringify({ missing: JSON.parse(python.missing(code)) })),
    p: loadPackages,
  }

  async function receive(kind, text) {
    try {
      if (kind === 'F' || kind === 'B') arrive(kind, text)
      else await work[kind](text)
    } catch (error) {
      finished(JSON.stringify({ broken: reason(error) }))
    }
  }

  function fire(id) {
    const callback = fired.get(id)
    fired.delete(id)
    callback?.()
  }

  function allocate(name, bytes) {
    const array = new Uint8Array(bytes)
    files.set(name, array)
    return array
  }

  async function makeSnapshot(cell) {
    // With what every session imports; none of it has run yet.
    pyodide.runPython(
      cell
        .split('\n')
        .filter((line) => /^(import|from) /.test(line))
        .join('\n') + '\nimport random, datetime, re',
    )
    const bytes = pyodide.makeMemorySnapshot()
    for (let at = 0; at < bytes.length; at += PIECE) send('s', lettersOf(bytes.subarray(at, at + PIECE)))
    finished('{}')
  }

  return { allocate, start, receive, fire }
}
