import type { Attack } from './attacks'

const attack = (name: string, code: string, says: RegExp): Attack => ({ name, code, says })

/** After each of these the session is as it was. */
export const endured: readonly Attack[] = [
  attack('memory at once', 'bytearray(10**9)', /MemoryError/),
  attack('memory bit by bit', 'def f():\n  x = []\n  while True: x.append(bytearray(10**7))\nf()', /MemoryError/),
  attack('files', 'with open("big", "wb") as f:\n  while True: f.write(bytes(10**6))', /No space left|Errno 51/),
  attack('a sparse file', 'with open("sparse", "wb") as f: f.truncate(10**10)', /Error/),
  attack('much output', 'print("x" * 10**7)', /more characters of output/),
  attack('a huge value', '"x" * 10**7', /more characters of output/),
  attack('recursion', 'def f(): f()\nf()', /RecursionError/),
  attack('nested brackets', 'eval("(" * 10**5)', /Error/),
  attack('an error with a huge text', 'raise ValueError("x" * 10**6)', /ValueError/),
  attack('an error that fails to be told', 'class E(Exception):\n  def __str__(self): raise E()\nraise E()', /E/),
  attack('a value that fails to be told', 'class V:\n  def __repr__(self): raise SystemExit(1)\nV()', /SystemExit/),
  attack('no output at all', 'sys.stdout = None\n1', /^$|Error/),
  attack('many files', 'for n in range(50): open(f"{n}.txt", "w").write("x")', /a cell may hand over 20 files/),
  attack('a large file', 'os.remove("big")\nopen("large", "wb").write(bytes(9 * 10**6))', /a cell may hand over/),
  attack(
    'files taken away',
    'import shutil\nshutil.rmtree("/mnt/data", ignore_errors=True)\nos.makedirs("/mnt/data", exist_ok=True)\nos.chdir("/mnt/data")',
    /^$/,
  ),
  attack(
    'a task that goes on',
    'import asyncio\nasync def spin():\n  while True: await asyncio.sleep(0)\ntask = asyncio.ensure_future(spin())',
    /^$/,
  ),
  attack('after that', 'print("here")', /here/),
  attack('many timers', 'loop = asyncio.get_event_loop()\nfor _ in range(50_000): loop.call_later(1, print)', /^$/),
  attack('a flood of names', 'import builtins\nprint(len(dir(builtins)) > 100)', /True/),
]

/** These cost the session, and nothing else. */
export const fatal: readonly Attack[] = [
  attack('nested lists', 'x = []\nfor _ in range(10**5): x = [x]\nrepr(x)', /was reset|RecursionError/),
  attack('a null pointer', 'ctypes.memset(0, 1, 2**28)', /was reset|Error/),
  attack('abort', 'os.abort()', /was reset/),
  attack(
    'memory outside of Python',
    'a = to_js(b"x").constructor\nkept = []\nwhile True: kept.append(a.new(5 * 10**7).fill(1))',
    /was reset/,
  ),
  attack('a deep recursion in C', 'sys.setrecursionlimit(10**9)\ndef f(): f()\nf()', /was reset|RecursionError/),
  attack(
    'what answers for it',
    'import gc, types\nfor thing in gc.get_objects():\n  if isinstance(thing, types.FunctionType) and thing.__name__ == "collect": thing.__code__ = (lambda limits: "[1,").__code__',
    /was reset/,
  ),
  attack('leaving without a word', 'os._exit(0)', /was reset/),
]

/** These would never end; they are interrupted, and the session stays. */
export const interrupted: readonly Attack[] = [
  attack('an endless loop', 'while True: pass', /interrupted\. Its variables are kept/),
  attack('an expression that goes back and forth', 'import re\nre.match(r"(a+)+$", "a" * 40 + "b")', /interrupted\./),
  attack('a number too large', 'pow(7, 10**8) % 10', /interrupted\./),
  attack('a sleep', 'import time\ntime.sleep(600)', /interrupted\./),
  attack('waiting for ever', 'import asyncio\nawait asyncio.Event().wait()', /interrupted\./),
  attack('endless output', 'while True: print("x" * 1000)', /more characters of output/),
]

/** These do not let themselves be interrupted. */
export const ended: readonly Attack[] = [
  attack(
    'a loop that catches everything',
    'while True:\n  try:\n    while True: pass\n  except BaseException: pass',
    /was reset/,
  ),
  attack(
    'an interrupt that is ignored',
    'import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\nwhile True: pass',
    /was reset/,
  ),
  attack('a loop in C', 'sum(range(10**12))', /was reset/),
  attack(
    'an interrupt that is taken away',
    'import ctypes\nctypes.c_int.in_dll(ctypes.CDLL(None), "Py_EMSCRIPTEN_SIGNAL_HANDLING").value = 0\nwhile True: pass',
    /was reset|interrupted|Error/,
  ),
]
