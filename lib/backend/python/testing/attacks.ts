// Code that wants out. Each says what it must be told; that nothing happened outside is looked at beside.
// MARK is a file of the host that must not appear, SECRET one that nobody may read, PORT a server that nobody may ask.

export interface Attack {
  readonly name: string
  readonly code: string
  /** What it printed, and its error. */
  readonly says: RegExp
}

const attack = (name: string, code: string, says: RegExp): Attack => ({ name, code, says })

export const shell: readonly Attack[] = [
  attack('os.system', 'import os\nos.system(f"touch {MARK}")', /^-1$/),
  attack('os.popen', 'os.popen(f"touch {MARK}").read()', /OSError|NotImplemented|PermissionError/),
  attack(
    'subprocess',
    'import subprocess\nsubprocess.run(["touch", MARK])',
    /OSError|emscripten does not support processes/,
  ),
  attack(
    'subprocess with a shell',
    'subprocess.check_output(f"touch {MARK}", shell=True)',
    /OSError|does not support processes/,
  ),
  attack(
    'fork_exec below subprocess',
    'import _posixsubprocess\nimport signal\n_posixsubprocess.fork_exec([b"/bin/touch", MARK.encode()], [b"/bin/touch"], True, (), None, None, -1, -1, -1, -1, -1, -1, -1, -1, False, False, -1, None, None, None, -1, None)',
    /Error/,
  ),
  attack('os.fork', 'os.fork()', /OSError|AttributeError|not supported|Function not implemented/),
  attack('os.execv', 'os.execv("/bin/sh", ["sh", "-c", f"touch {MARK}"])', /OSError|FileNotFoundError|AttributeError/),
  attack('os.posix_spawn', 'os.posix_spawn("/bin/sh", ["sh", "-c", f"touch {MARK}"], {})', /AttributeError|OSError/),
  attack('os.spawnlp', 'os.spawnlp(os.P_WAIT, "touch", "touch", MARK)', /OSError|AttributeError/),
  attack('multiprocessing', 'import multiprocessing\nmultiprocessing.Process(target=print).start()', /Error/),
  attack('pty', 'import pty\npty.spawn("/bin/sh")', /Error/),
  attack(
    'a subprocess of asyncio',
    'import asyncio\nawait asyncio.create_subprocess_shell(f"touch {MARK}")',
    /NotImplementedError|OSError/,
  ),
  attack(
    'system() of the C library',
    'import ctypes\nctypes.CDLL(None).system(f"touch {MARK}".encode())',
    /^-1$|Error/,
  ),
  attack('popen() of the C library', 'ctypes.CDLL(None).popen(f"touch {MARK}".encode(), b"r")', /^0$|Error/),
  attack('execve() of the C library', 'ctypes.CDLL(None).execve(b"/bin/touch", None, None)', /^-1$|Error/),
]

export const files: readonly Attack[] = [
  attack('a secret file', 'open(SECRET).read()', /FileNotFoundError/),
  attack('the list of users', 'open("/etc/passwd").read()', /FileNotFoundError/),
  attack('the folder of the secret', 'os.listdir(os.path.dirname(SECRET))', /FileNotFoundError/),
  attack('the root folder', 'sorted(os.listdir("/"))', /^\['dev', 'home', 'lib', 'mnt', 'proc', 'tmp'\]$/),
  attack('the environment in /proc', 'open("/proc/self/environ").read()', /FileNotFoundError/),
  attack('the first process in /proc', 'open("/proc/1/cmdline").read()', /FileNotFoundError/),
  attack('descriptors in /proc', '[os.readlink(f"/proc/self/fd/{n}") for n in range(4, 9)]', /Error/),
  attack('a symbolic link', 'os.symlink(SECRET, "link")\nopen("link").read()', /FileNotFoundError/),
  attack('writing outside', 'open(MARK, "w").write("here")', /FileNotFoundError/),
  attack(
    'writing outside with its folders',
    'os.makedirs(os.path.dirname(MARK))\nopen(MARK, "w").write("here")',
    /^4$/,
  ),
  attack('climbing out', 'open("../../../../../../etc/passwd").read()', /FileNotFoundError/),
  attack(
    'inherited descriptors',
    'def read(n):\n  try:\n    return len(os.read(n, 9))\n  except OSError as e:\n    return e.errno\nset(map(read, range(3, 40)))',
    /^\{8\}$/,
  ),
  attack(
    'SQLite on a secret',
    'import sqlite3\nsqlite3.connect(f"file:{SECRET}?mode=ro", uri=True).execute("select * from x")',
    /OperationalError/,
  ),
  attack(
    'attaching a secret',
    'sqlite3.connect(":memory:").execute(f"attach \'{SECRET}\' as x").execute("select * from x.y")',
    /OperationalError/,
  ),
  attack(
    'an extension of SQLite',
    'c = sqlite3.connect(":memory:")\nc.enable_load_extension(True)\nc.load_extension("/lib/x")',
    /Error/,
  ),
  attack(
    'a module of the host',
    'import sys\nsys.path.append(os.path.dirname(SECRET))\nimport secret_module',
    /ModuleNotFoundError/,
  ),
  attack('zipimport', 'import zipimport\nzipimport.zipimporter(SECRET)', /ZipImportError/),
  attack('mounting folders of Node', 'import pyodide_js\npyodide_js.mountNodeFS("/host", "/")', /Error/),
  attack(
    'a file system of Node',
    'pyodide_js.FS.mount(pyodide_js.FS.filesystems.NODEFS, {"root": "/"}, "/mnt")',
    /reading 'lstatSync'/,
  ),
  attack('a native folder', 'await pyodide_js.mountNativeFS("/host", None)', /Error/),
  attack(
    'the mount() of the C library',
    'ctypes.CDLL(None).mount(b"/", b"/mnt", b"nodefs", 0, None)',
    /^-1$|Error|fatal/i,
  ),
]

export const environment: readonly Attack[] = [
  attack('os.environ', 'sorted(os.environ.values())', /^(?!.*(?:node|root|work|escapes-))/),
  attack(
    'getenv() of the C library',
    'f = ctypes.CDLL(None).getenv\nf.restype = ctypes.c_char_p\nf(b"PATH_SECRET")',
    /^$|Error/,
  ),
  attack('process.env', 'import js\njs.process.env.PATH', /AttributeError: process/),
  attack('names of the bridge', 'dir(js)', /^(?!.*(?:process|fetch|require|globalThis|Function))/),
  attack(
    'how Python was started',
    'import sys\n(sys.argv, sys.executable, sys.orig_argv)',
    /^(?!.*(?:node_modules|\/work|--permission))/,
  ),
]

export const network: readonly Attack[] = [
  attack('a socket', 'import socket\nsocket.create_connection(("127.0.0.1", PORT), 1)', /OSError|BlockingIOError/),
  attack(
    'a socket without waiting',
    's = socket.socket()\ns.setblocking(False)\ns.connect_ex(("127.0.0.1", PORT))',
    /^(?!0$)\d+$|Error/,
  ),
  attack(
    'a datagram',
    'socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", ("127.0.0.1", PORT))',
    /Error|^1$/,
  ),
  attack('listening', 's = socket.socket()\ns.bind(("127.0.0.1", 0))\ns.listen()', /Error/),
  attack('a Unix socket', 'socket.socket(socket.AF_UNIX).connect("/var/run/docker.sock")', /Error/),
  attack('urllib', 'import urllib.request\nurllib.request.urlopen(f"http://127.0.0.1:{PORT}/")', /URLError/),
  attack(
    'http.client',
    'import http.client\nhttp.client.HTTPConnection("127.0.0.1", PORT).request("GET", "/")',
    /Error/,
  ),
  attack('streams of asyncio', 'await asyncio.open_connection("127.0.0.1", PORT)', /Error/),
  attack(
    'pyfetch',
    'from pyodide.http import pyfetch\nawait pyfetch(f"http://127.0.0.1:{PORT}/")',
    /'AbortController' is not defined/,
  ),
  attack(
    'open_url',
    'from pyodide.http import open_url\nopen_url(f"http://127.0.0.1:{PORT}/")',
    /'XMLHttpRequest' is not defined/,
  ),
  attack('fetch', 'import js\njs.fetch(f"http://127.0.0.1:{PORT}/")', /AttributeError: fetch/),
  attack('XMLHttpRequest', 'from js import XMLHttpRequest', /ImportError/),
  attack('WebSocket', 'from js import WebSocket', /ImportError/),
  attack(
    'a package from an address',
    'await pyodide_js.loadPackage(f"http://127.0.0.1:{PORT}/x-1.0-py3-none-any.whl")',
    /^(?!.*OPEN)/s,
  ),
  attack('micropip', 'import micropip\nawait micropip.install("x")', /ModuleNotFoundError/),
  attack(
    'a download of Emscripten',
    'ctypes.CDLL(None).emscripten_wget(f"http://127.0.0.1:{PORT}/".encode(), b"x")',
    /Error|^-?\d+$/,
  ),
  attack('a WebSocket of Emscripten', 'ctypes.CDLL(None).emscripten_websocket_new', /Error|_FuncPtr/),
]
