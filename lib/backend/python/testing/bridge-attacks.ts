import type { Attack } from './attacks'

const attack = (name: string, code: string, says: RegExp): Attack => ({ name, code, says })

/** Every way to code of JavaScript ends in this: the realm makes no code of strings. */
const noCode = /EvalError|Code generation from strings disallowed/
const GOAL = '"return process.mainModule || process"'

/** A side module of WebAssembly whose only wish is that its JavaScript is evaluated when it is loaded. */
const SIDE_MODULE = `
def number(value):
  out = b""
  while True:
    out += bytes([value & 127 | (128 if value > 127 else 0)])
    value >>= 7
    if not value: return out
def text(value): return number(len(value)) + value
def section(kind, body): return bytes([kind]) + number(len(body)) + body
script = b"()<::>{ return globalThis.process.pid }" + bytes(1)
module = b"\\0asm\\x01\\0\\0\\0" + section(0, text(b"dylink.0") + b"\\x01" + text(number(len(script)) + bytes(3)))
module += section(2, number(2) + text(b"env") + text(b"memory") + b"\\x02\\0\\x01" + text(b"env") + text(b"__memory_base") + b"\\x03\\x7f\\0")
module += section(6, number(1) + b"\\x7f\\0\\x41\\0\\x0b")
module += section(7, number(1) + text(b"__em_js__escape") + b"\\x03\\x01")
module += section(11, number(1) + b"\\0\\x23\\0\\x0b" + text(script))
open("/tmp/escape.so", "wb").write(module)
`

export const bridge: readonly Attack[] = [
  attack('js.eval', 'import js\njs.eval("1")', /AttributeError: eval/),
  attack('js.Function', 'js.Function("return 1")()', /AttributeError: Function/),
  attack('js.require', 'js.require("fs")', /AttributeError: require/),
  attack('run_js', 'from pyodide.code import run_js\nrun_js("process.pid")', /cannot import name 'eval'/),
  attack('the constructor of the module', `import pyodide_js\npyodide_js.runPython.constructor(${GOAL})()`, noCode),
  attack('the constructor of an object', `pyodide_js.constructor.constructor(${GOAL})()`, noCode),
  attack(
    'the constructor of a list',
    `from pyodide.ffi import to_js, create_proxy\nto_js([]).constructor.constructor(${GOAL})()`,
    noCode,
  ),
  attack('the constructor of bytes', `to_js(b"x").constructor.constructor(${GOAL})()`, noCode),
  attack('the constructor of a proxy', `create_proxy(print).constructor.constructor(${GOAL})()`, noCode),
  attack('new, not a call', `pyodide_js.runPython.constructor.new(${GOAL})()`, noCode),
  attack('an asynchronous function', `pyodide_js.loadPackage.constructor(${GOAL})()`, noCode),
  attack(
    'an asynchronous constructor',
    `pyodide_js.runPythonAsync.__proto__.constructor(${GOAL})()`,
    /EvalError|disallowed|AttributeError/,
  ),
  attack('a promise', `pyodide_js.loadPackage([]).constructor.constructor(${GOAL})()`, /no attribute 'constructor'/),
  attack(
    'an error of JavaScript',
    `try:\n  pyodide_js.FS.readFile("/none")\nexcept BaseException as e:\n  getattr(e, "js_error", e).constructor.constructor(${GOAL})()`,
    /EvalError|disallowed|AttributeError/,
  ),
  attack(
    'the reason of a rejection',
    `try:\n  await pyodide_js.loadPackage("no such package")\nexcept BaseException as e:\n  print(getattr(e, "js_error", e).constructor.constructor(${GOAL})())`,
    /EvalError|disallowed|AttributeError/,
  ),
  attack(
    'a constructor that is no property',
    'getattr(pyodide_js, "constructor").getPrototypeOf(pyodide_js).constructor.constructor("return 1")()',
    noCode,
  ),
  attack(
    'a module registered anew',
    'pyodide_js.registerJsModule("mine", pyodide_js._module)\nimport mine\nmine.constructor.constructor("return process")()',
    noCode,
  ),
  attack(
    'every proxy that memory holds',
    `import gc\nfrom pyodide.ffi import JsProxy\nfound = []\nfor thing in gc.get_objects():\n  if isinstance(thing, JsProxy):\n    try:\n      found.append(thing.constructor.constructor(${GOAL})())\n    except BaseException:\n      pass\nfound`,
    /^\[\]$/,
  ),
  attack(
    'the import hook',
    'from _pyodide import _importhook\n_importhook.register_js_module("mine2", pyodide_js)\nimport mine2\nmine2.runPython.constructor("return process")()',
    noCode,
  ),
  attack(
    'the finder of modules',
    'import sys\n[f.jsproxies["js"].process for f in sys.meta_path if hasattr(f, "jsproxies")]',
    /AttributeError: process/,
  ),
  attack('a dynamic import of Pyodide', 'await pyodide_js._api.loadScript("node:fs")', /Error/),
  attack('a dynamic import in a shell', 'pyodide_js._api.config.jsglobals.process', /AttributeError/),
  attack('reading in a shell', 'pyodide_js._module.read("/etc/passwd")', /AttributeError/),
  attack(
    'a dynamic library',
    `${SIDE_MODULE}\nimport ctypes\nctypes.CDLL("/tmp/escape.so").escape()`,
    /EvalError|disallowed|OSError|Failed/,
  ),
  attack(
    'the loader of libraries',
    'await pyodide_js._api.loadDynlib("/tmp/escape.so", False, to_js([]))',
    /^$|EvalError|disallowed/,
  ),
  attack(
    'emscripten_run_script',
    'import ctypes\nctypes.CDLL(None).emscripten_run_script(b"globalThis.x = process")',
    /ended unexpectedly/,
  ),
  attack(
    'emscripten_run_script_int',
    'ctypes.CDLL(None).emscripten_run_script_int(b"process.pid")',
    /ended unexpectedly/,
  ),
  attack(
    'emscripten_run_script_string',
    'ctypes.CDLL(None).emscripten_run_script_string(b"process.pid")',
    /ended unexpectedly/,
  ),
  attack('a timer with a string', 'pyodide_js._module.setTimeout("process.exit()", 0)', /AttributeError|Error/),
  attack(
    'frames of the outer realm',
    `frames, seen = [], []
ErrnoError = pyodide_js.FS.ErrnoError
def prepare(error, trace):
  for frame in trace:
    seen.append(1)
    for way in ("getThis", "getFunction"):
      try:
        value = getattr(frame, way)()
        if value is not None: frames.append(value.constructor.constructor(${GOAL})())
      except BaseException: pass
  return ""
ErrnoError.prototype.constructor.prepareStackTrace = create_proxy(prepare)
object_ = pyodide_js.FS.constructor
object_.getPrototypeOf(ErrnoError).prepareStackTrace = create_proxy(prepare)
try: pyodide_js.FS.mount(pyodide_js.FS.filesystems.NODEFS, {}, "/mnt")
except BaseException as e: str(getattr(e, "stack", ""))
(len(seen) > 0, frames)`,
    /\(\w+, \[\]\)$/,
  ),
  attack(
    'an exhausted stack',
    `def deep(n):
  try: return deep(n + 1)
  except RecursionError as e: return n
sys.setrecursionlimit(800)
deep(0) > 100`,
    /True/,
  ),
  attack('WebAssembly with functions of the host', 'pyodide_js._module.wasmImports.process', /Error/),
  attack('shared memory', 'pyodide_js._module.SharedArrayBuffer', /AttributeError/),
  attack('a snapshot of others', 'pyodide_js.makeMemorySnapshot()', /Error/),
  attack('the interrupt buffer', 'pyodide_js.setInterruptBuffer(to_js(b"\\0"))\n1', /^1$|Error/),
  attack('the code of this sandbox', '[k for k in sys.modules if "child" in k or "realm" in k]', /^\[\]$/),
]

export const process: readonly Attack[] = [
  attack('killing the parent', 'import os\nos.kill(os.getppid(), 9)', /Error|^$/),
  attack('killing the first process', 'os.kill(1, 9)', /Error|^$/),
  attack('who it is', '(os.getpid(), os.getppid())', /^\(42, 1\)$|^\(\d+, \d+\)$/),
  attack('another user', 'os.setuid(0)', /Error|^$/),
  attack('another root', 'os.chroot("/tmp")', /Error/),
  attack('limits', 'import resource', /ModuleNotFoundError/),
  attack('kill() of the C library', 'ctypes.CDLL(None).kill(1, 9)', /^-1$|^0$|Error/),
  attack('leaving', 'import sys\nsys.exit(3)', /SystemExit: 3/),
  attack(
    'a thread',
    'import threading\nthreading.Thread(target=print).start()',
    /RuntimeError: can't start new thread/,
  ),
  attack('threads below that', 'import _thread\n_thread.start_new_thread(print, ())', /RuntimeError/),
  attack(
    'writing to the descriptors',
    'def write(n):\n  try:\n    return os.write(n, b"d\\0\\0\\0\\0")\n  except OSError as e:\n    return e.errno\nset(map(write, range(3, 40)))',
    /^\{8\}$/,
  ),
]
