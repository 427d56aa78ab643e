// The outer half of the sandbox: the only code in its process that may touch Node. The parent hands it over with
// --eval and gives it open descriptors instead of paths, so the process needs no right to read a single file.
// Everything inside the realm counts as hostile: what crosses the border are strings and numbers, nothing is awaited
// of the realm and no error of it is looked at. docs/decisions/0032-python-in-a-child-without-rights.md
import { randomBytes } from 'node:crypto'
import { readSync, writeSync } from 'node:fs'
import vm from 'node:vm'

// Kept for itself: before the first cell all names of this realm are deleted.
const { process, performance, setTimeout, clearTimeout, Buffer } = globalThis
const { Date, Error, JSON, Map, Math, Object, Reflect, String, Infinity, undefined } = globalThis

/** `{ inputs: { name: [descriptor, bytes] }, limits: { rssBytes, messageChars }, settings: { makes, fileBytes } }` */
const { inputs, limits, settings } = JSON.parse(process.argv[1])
const OUT = 3

const exit = process.reallyExit.bind(process)
const rss = process.memoryUsage.rss
const clock = performance.now.bind(performance)
const wall = Date.now
const stdin = process.stdin

/** How it ends when a limit is crossed; lib/backend/python/limits.ts knows the same numbers. */
const ENDS = { deadline: 91, memory: 92, idle: 93, flood: 94 }

const idle = { soft: 0, hard: Infinity, is: true }
let limit = idle
let nextRss = 0
let idleMs = 0
let lastPoll = 0

/** Asked by Python's loop every few instructions: 2 interrupts it once, 0 lets it go on. */
function poll() {
  const now = clock()
  if (now >= limit.hard) exit(ENDS.deadline)
  if (now >= nextRss) {
    nextRss = now + 100
    if (rss() > limits.rssBytes) exit(ENDS.memory)
  }
  if (limit.is) {
    if (now - lastPoll < 50) idleMs += now - lastPoll
    if (idleMs > 2_000) exit(ENDS.idle)
  }
  lastPoll = now
  if (now < limit.soft) return 0
  // What runs between cells is interrupted again and again.
  limit.soft = limit.is ? now + 50 : Infinity
  return 2
}

function send(kind, text) {
  if (typeof kind !== 'string' || typeof text !== 'string' || kind.length !== 1) return
  if (text.length > limits.messageChars) exit(ENDS.flood)
  // Files travel as one letter a byte; everything else is text.
  const body = Buffer.from(text, kind === 'b' || kind === 's' ? 'latin1' : 'utf8')
  const frame = Buffer.alloc(5 + body.length)
  frame[0] = kind.charCodeAt(0) & 127
  frame.writeUInt32BE(body.length, 1)
  body.copy(frame, 5)
  writeAll(frame)
  if (kind === 'd') rest()
}

function writeAll(bytes) {
  let written = 0
  while (written < bytes.length) {
    try {
      written += writeSync(OUT, bytes, written)
    } catch (error) {
      if (error.code !== 'EAGAIN') exit(0)
    }
  }
}

const timers = new Map()
let timerIds = 0

function timer(ms) {
  if (timers.size >= 10_000) return 0
  const id = ++timerIds
  const wait = typeof ms === 'number' && ms >= 0 ? Math.min(ms, 2 ** 31 - 1) : 0
  timers.set(
    id,
    setTimeout(() => {
      timers.delete(id)
      fire(id)
    }, wait),
  )
  return id
}

function clearTimer(id) {
  clearTimeout(timers.get(id))
  timers.delete(id)
}

function rest() {
  for (const id of [...timers.keys()]) clearTimer(id)
  limit = { ...idle }
  idleMs = 0
}

function random(bytes) {
  return randomBytes(typeof bytes === 'number' && bytes > 0 ? Math.min(bytes, 65_536) : 0).toString('latin1')
}

const host = { send, timer, clearTimer, random, poll, now: () => clock(), wall: () => wall() }

// ---- the realm

const source = (name) => {
  const [descriptor, bytes] = inputs[name]
  const buffer = Buffer.alloc(bytes)
  fill(descriptor, buffer)
  return buffer.toString('utf8')
}

function fill(descriptor, array) {
  let read = 0
  while (read < array.length) {
    const got = readSync(descriptor, array, read, array.length - read, read)
    if (got === 0) throw new Error('An input of the sandbox is shorter than it was.')
    read += got
  }
}

const realm = vm.createContext(vm.constants?.DONT_CONTEXTIFY ?? Object.create(null), {
  codeGeneration: { strings: false, wasm: true },
})

/** Dynamic imports would reject with an error of the outer realm: there are none. */
async function link(name) {
  const text = source(name)
  const replaced = text.replaceAll(/(?<![\w$.])import\s*\(/g, 'noImport(')
  if (replaced === text || /(?<![\w$.])import\s*\(/.test(replaced)) {
    throw new Error(`${name} is not laid out as this sandbox knows it.`)
  }
  const module = new vm.SourceTextModule(replaced, {
    context: realm,
    identifier: name,
    initializeImportMeta: (meta) => {
      meta.url = `sandbox:/${name}`
    },
  })
  await module.link(() => {
    throw new Error(`${name} imports another module.`)
  })
  await module.evaluate()
  return module.namespace
}

function scrub() {
  for (const name of [
    ...['binding', '_linkedBinding', 'dlopen', 'kill', '_kill', '_debugProcess', '_debugEnd', 'execve', 'chdir'],
    ...['setuid', 'setgid', 'seteuid', 'setegid', 'setgroups', 'initgroups', 'getBuiltinModule', 'report', 'abort'],
    ...['mainModule', 'loadEnvFile', 'umask', 'permission', 'cpuUsage', 'resourceUsage', 'openStdin'],
  ]) {
    try {
      Object.defineProperty(process, name, { value: undefined, configurable: false, writable: false })
    } catch {
      // It cannot be changed in this version of Node.
    }
  }
  const outer = globalThis
  const { deleteProperty } = Reflect
  for (const name of Object.getOwnPropertyNames(outer)) deleteProperty(outer, name)
}

const functionOf = (name) => new vm.Script(`(${source(name)})`, { filename: name }).runInContext(realm)
const inner = functionOf('realm.js')(host, functionOf('texts.js'), functionOf('shell.js'))
for (const name of ['pyodide.asm.wasm', 'python_stdlib.zip', 'snapshot']) {
  if (inputs[name]) fill(inputs[name][0], inner.allocate(name, inputs[name][1]))
}

/** Nothing that the realm throws is looked at. */
function fire(id) {
  try {
    inner.fire(id)
  } catch {
    // It was the realm's.
  }
}

function handle(kind, body) {
  if (kind === 'x' || kind === 'i' || kind === 'p') {
    const softMs = body.readUInt32BE(0)
    limit = { soft: clock() + softMs, hard: clock() + body.readUInt32BE(4), is: false }
    body = body.subarray(8)
  }
  try {
    inner.receive(kind, kind === 'B' ? body.toString('latin1') : body.toString('utf8'))
  } catch {
    // As above.
  }
}

let waiting = []
let waitingBytes = 0
const take = (bytes) => {
  const all = waiting.length === 1 ? waiting[0] : Buffer.concat(waiting)
  waiting = all.length > bytes ? [all.subarray(bytes)] : []
  waitingBytes -= bytes
  return all.subarray(0, bytes)
}
let head
stdin.on('data', (chunk) => {
  waiting.push(chunk)
  waitingBytes += chunk.length
  while (true) {
    if (head === undefined) {
      if (waitingBytes < 5) return
      const bytes = take(5)
      head = { kind: String.fromCharCode(bytes[0]), length: bytes.readUInt32BE(1) }
    }
    if (waitingBytes < head.length) return
    const { kind, length } = head
    head = undefined
    handle(kind, take(length))
  }
})
stdin.on('end', () => exit(0))
stdin.on('error', () => exit(0))

const { loadPyodide } = await link('pyodide.mjs')
const { default: createPyodideModule } = await link('pyodide.asm.mjs')
const texts = [source('pyodide-lock.json'), source('files.py') + source('cell.py')]
const settingsText = JSON.stringify(settings)
limit = { soft: Infinity, hard: Infinity, is: false }
scrub()
// From here on what is thrown may be the realm's. Before, it ends the process.
process.on('unhandledRejection', () => {})
process.on('uncaughtException', () => {})
inner.start(loadPyodide, createPyodideModule, ...texts, settingsText)
