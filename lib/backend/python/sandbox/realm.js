// The inner half of the sandbox: runs in a realm without string code generation, where Pyodide takes itself to be in a
// bare shell. Python code can reach everything here, so nothing here may hold more than the few functions of `host`,
// which take and give strings and numbers. They stay in this closure and the shell's, and what they throw is dropped.
function realm(host, makeTexts, installShell) {
  'use strict'

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

  const files = new Map()
  const texts = makeTexts()
  const { bytesOf, lettersOf, TextDecoder } = texts
  const { fire } = installShell({ timer, clearTimer, random, now, wall }, files, texts)

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
      messageCallback: () => {},
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
