// JavaScript of strangers in QuickJS, which is compiled to WebAssembly: a memory of its own, and no host behind it.
// Each call has a fresh realm, so nothing stays behind either.
import { JSException, QuickJS } from 'quickjs-wasi'

export interface Script {
  /** The body of an async function of `args` and `call`. */
  readonly code: string
  /** JSON of `[args, call]`. */
  readonly input: string
}

export type ScriptAnswer =
  | { readonly output: string; readonly logs: readonly string[] }
  | { readonly failure: string; readonly logs: readonly string[] }

const LIMITS = { memory: 32 * 1024 * 1024, stack: 256 * 1024, ms: 1_000, logs: 100, log: 2_000, output: 1_000_000 }

/** As WASI calls it. */
const BAD_DESCRIPTOR = 8

/** Runs the script to its end, at most `ms` milliseconds long. Never throws for what the script does. */
export async function inQuickJs(
  wasm: WebAssembly.Module,
  { code, input }: Script,
  ms: number = LIMITS.ms,
): Promise<ScriptAnswer> {
  // The script's own time: it begins when there is something that runs it.
  let until = Infinity
  const vm = await QuickJS.create({
    wasm,
    memoryLimit: LIMITS.memory,
    maxStackSize: LIMITS.stack,
    timezoneOffset: 0,
    interruptHandler: () => performance.now() > until,
    // It would write to the descriptors of this process.
    wasi: () => ({ fd_write: () => BAD_DESCRIPTOR }),
  })
  const logs: string[] = []
  try {
    bindLog(vm, logs)
    until = performance.now() + ms
    return { ...evaluated(vm, { code, input }), logs }
  } catch (error) {
    const isLate = performance.now() > until
    return { failure: isLate ? `It did not end within ${ms / 1_000} s.` : wordsOf(error), logs }
  } finally {
    dispose(vm)
  }
}

/** A realm that ran out of memory may not come apart in order; its memory goes with the instance all the same. */
function dispose(vm: QuickJS) {
  try {
    vm.dispose()
  } catch {
    // There is nothing more to free.
  }
}

/** `console.log` and its kin: the only thing of the host that a script has, and it takes text alone. */
function bindLog(vm: QuickJS, logs: string[]) {
  const log = vm.newFunction('log', (text) => {
    if (text && logs.length < LIMITS.logs && vm.typeof(text) === 'string')
      logs.push(text.toString().slice(0, LIMITS.log))
    return vm.undefined
  })
  vm.setProp(vm.global, '__log', log)
  log.dispose()
  vm.evalCode(PRELUDE, 'prelude').dispose()
}

/** What scripts expect to find. The functions that it rests on are held fast before the script can replace them. */
const PRELUDE = `(() => {
  const write = globalThis.__log
  delete globalThis.__log
  const { stringify } = JSON
  const { slice } = String.prototype
  const call = Function.prototype.call.bind(Function.prototype.call)
  const show = (value) => {
    if (typeof value === 'string') return value
    try { return stringify(value) ?? String(value) } catch { return String(value) }
  }
  const log = (...values) => {
    let line = ''
    for (let index = 0; index < values.length; index += 1) line += (index > 0 ? ' ' : '') + show(values[index])
    write(call(slice, line, 0, ${LIMITS.log}))
  }
  globalThis.console = { log, info: log, warn: log, error: log, debug: log }
})()`

/** Its own lines come first, so that a place in an error is a line of the script. */
const wrapped = (code: string) => `(async (args, call) => {${code}\n})`

function evaluated(vm: QuickJS, { code, input }: Script) {
  const parsed = vm.evalCode(`JSON.parse(${JSON.stringify(input)})`, 'input')
  const [args, call] = [0, 1].map((index) => vm.getProp(parsed, vm.newNumber(index)))
  const finish = vm.evalCode(FINISH, 'finish')
  const script = vm.evalCode(wrapped(code), 'rule.js')
  if (!args || !call || vm.typeof(script) !== 'function') return { failure: 'The code is no body of a function.' }
  const outcome = vm.callFunction(finish, vm.undefined, script, args, call)
  // No more than the deadline allows: each job is interrupted with it.
  vm.executePendingJobs()
  return read(vm.getProp(outcome, vm.newString('text')), vm)
}

/** Runs the script and keeps how it ended, as a text whose first sign says which. */
const FINISH = `(() => {
  const { stringify } = JSON
  const textOf = (value) => (typeof value === 'string' ? value : value === undefined ? '' : stringify(value) ?? '')
  const why = (error) => {
    try {
      if (error instanceof Error) {
        const line = /rule\\.js:(\\d+)/.exec(String(error.stack))
        return String(error.name) + ': ' + String(error.message) + (line ? ' (line ' + line[1] + ')' : '')
      }
      return String(typeof error === 'object' ? stringify(error) : error)
    } catch { return 'It threw something that cannot be shown.' }
  }
  return (script, args, call) => {
    const outcome = { text: '' }
    const settled = (async () => '+' + textOf(await script(args, call)))()
    settled.then((text) => { outcome.text = text }, (error) => { outcome.text = '-' + why(error) })
    return outcome
  }
})()`

function read(handle: ReturnType<QuickJS['newString']>, vm: QuickJS) {
  const text = vm.typeof(handle) === 'string' ? handle.toString() : ''
  if (text === '') return { failure: 'Its promise was never settled: nothing waits for it here.' }
  if (text.length > LIMITS.output) return { failure: `The answer has ${text.length - 1} characters: that is too many.` }
  return text.startsWith('+') ? { output: text.slice(1) } : { failure: text.slice(1, 2_000) }
}

function wordsOf(error: unknown): string {
  if (!(error instanceof JSException)) return 'The script broke its sandbox off.'
  const text = `${error.name}: ${error.message}`.slice(0, 1_000)
  return /out of memory/i.test(text) ? `It needed more than ${LIMITS.memory / 1024 / 1024} MB.` : text
}
