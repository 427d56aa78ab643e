// Code that wants out of the room that bubblewrap makes. Python itself may do there what it likes: what counts is that
// nothing of the machine is in it, and that it holds no more than it may.
import type { Attack } from './attacks'
import { environment, files, network, shell } from './attacks'
import { ended, endured, interrupted } from './bombs'
import type { Attacks } from './describe-attacks'

const attack = (name: string, code: string, says: RegExp): Attack => ({ name, code, says })

export const systemImports = 'import asyncio, ctypes, os, resource, signal, socket, sqlite3, subprocess, sys, time'

/** Those that are told something else here than in Pyodide, and those that are only there. */
const told =
  (answers: Readonly<Record<string, RegExp | null>>) =>
  (attacks: readonly Attack[]): readonly Attack[] =>
    attacks.flatMap((each) => {
      const says = answers[each.name]
      return says === null ? [] : [{ ...each, says: says ?? each.says }]
    })

const C = 'libc = ctypes.CDLL(None, use_errno=True)\n'

const ofShell = told({
  'os.system': /^32512$/,
  'os.popen': /FileNotFoundError/,
  subprocess: /FileNotFoundError/,
  'subprocess with a shell': /FileNotFoundError/,
  'fork_exec below subprocess': null,
  'os.fork': /^\d+$/,
  'os.posix_spawn': /FileNotFoundError/,
  'os.spawnlp': /^127$/,
  multiprocessing: /^$|Error/,
  pty: /Error|^\d+$/,
  'a subprocess of asyncio': /FileNotFoundError/,
  'system() of the C library': /^32512$/,
  'popen() of the C library': /^-?\d+$/,
})

const ofFiles = told({
  'the root folder': /^\['dev', 'etc', 'lib', 'lib64', 'mnt', 'proc', 'tmp', 'usr'\]$/,
  'the environment in /proc': /^(?!.*(?:node|root|work|KEY))/,
  // All that this program hands over: see below.
  'the first process in /proc': null,
  'descriptors in /proc': /Error|pipe|anon_inode|\/dev\/null/,
  'writing outside with its folders': /Error|^4$/,
  'inherited descriptors': null,
  'the list of users': /FileNotFoundError/,
  'mounting folders of Node': null,
  'a file system of Node': null,
  'a native folder': null,
  'an extension of SQLite': /Error/,
})

const ofNetwork = told({
  'a datagram': /unreachable|^1$/,
  // In a network of its own, which nobody else is in.
  listening: /^$/,
  'a socket': /ConnectionRefusedError/,
  'a socket without waiting': /^(?!0$)\d+$/,
  pyfetch: null,
  open_url: null,
  fetch: null,
  XMLHttpRequest: null,
  WebSocket: null,
  'a package from an address': null,
  micropip: /ModuleNotFoundError/,
  'a download of Emscripten': null,
  'a WebSocket of Emscripten': null,
})

const ofEnvironment = told({
  'os.environ': /^(?!.*(?:node|root|work|escapes-))/,
  'process.env': null,
  'names of the bridge': null,
})

const kernel: readonly Attack[] = [
  attack('a namespace for users', `${C}(libc.unshare(0x10000000), ctypes.get_errno())`, /^\(-1, 1\)$/),
  attack('a clone in a namespace', `${C}(libc.syscall(56, 0x10000000 | 17, 0, 0, 0, 0), 1)`, /^\(-1, 1\)$|^\(0, 1\)$/),
  attack('a mount', `${C}(libc.mount(b"tmpfs", b"/tmp", b"tmpfs", 0, None), ctypes.get_errno())`, /^\(-1, 1\)$/),
  attack('another root', 'os.chroot("/tmp")', /PermissionError/),
  attack('another user', 'os.setuid(0)', /Error/),
  attack('tracing', `${C}(libc.ptrace(0, 0, 0, 0), ctypes.get_errno())`, /^\(-1, 1\)$/),
  attack('memory of another process', `${C}libc.process_vm_readv(1, None, 0, None, 0, 0)`, /^-1$/),
  attack('the sockets of the machine', 'socket.socket(40, socket.SOCK_STREAM)', /not supported|Error/),
  attack('netlink', 'socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 0)', /not supported/),
  attack('the keys of the kernel', `${C}(libc.syscall(250, 0, -3, 0), ctypes.get_errno())`, /^\(-1, 1\)$/),
  attack('a ring of requests', `${C}(libc.syscall(425, 8, None), ctypes.get_errno())`, /^\(-1, 1\)$/),
  attack('files in memory', 'os.memfd_create("x")', /PermissionError/),
  attack('shared memory of System V', `${C}(libc.shmget(0, 10**9, 0o1777), ctypes.get_errno())`, /^\(-1, 1\)$/),
  attack('higher limits', 'resource.setrlimit(resource.RLIMIT_AS, (-1, -1))', /ValueError|PermissionError/),
  attack('a setting of the kernel', 'open("/proc/sys/kernel/hostname", "w").write("x")', /Error/),
  attack('the name of the machine', 'socket.gethostname()', /^'sandbox'$/),
  attack('devices', 'sorted(os.listdir("/dev"))', /^(?!.*(?:sd|vd|nvme|mem|kvm|fuse|loop))/),
  attack('a device of its own', 'os.mknod("/tmp/sda", 0o60666, os.makedev(254, 0))', /PermissionError/),
  attack('who it is', '(os.getuid(), os.getpid() < 10)', /^\(65534, True\)$/),
  attack('other processes', 'sorted(int(n) for n in os.listdir("/proc") if n.isdigit())', /^\[1, 2(?:, \d+)?\]$/),
  attack('killing the first process', 'os.kill(1, 9)', /^$|Error/),
  attack('killing all that it sees', 'os.kill(-1, 15)', /^$|Error/),
  attack(
    'how the first process was started',
    'open("/proc/1/cmdline").read()[:2000]',
    /^(?!.*(?:node_modules|\/work|\/root))/,
  ),
  attack('the mounts', 'open("/proc/self/mountinfo").read()', /^(?!.*(?:\/work|\/root|\/home|node_modules))/s),
  attack('writing to libraries', 'open(os.__file__, "a")', /Read-only|denied/),
  attack('writing beside', '[open(p, "w") for p in ("/x", "/dev/x", "/dev/shm/x")]', /Read-only/),
]

const bombs: readonly Attack[] = [
  attack(
    'threads',
    'import threading\nfor _ in range(10**4): threading.Thread(target=time.sleep, args=(9,)).start()',
    /start new thread/,
  ),
  attack('descriptors', 'many = []\nwhile True: many.append(os.dup(1))', /Too many open files/),
  attack('after those', 'for n in many: os.close(n)\nprint("here")', /here/),
  attack(
    'temporary files',
    'with open("/tmp/big", "wb") as f:\n  while True: f.write(bytes(10**6))',
    /No space left|too large/,
  ),
]

export const systemAttacks: Attacks = {
  escapes: {
    kernel,
    shell: ofShell(shell),
    files: ofFiles(files),
    environment: ofEnvironment(environment),
    network: ofNetwork(network),
  },
  endured: told({ files: /No space left|too large/, 'a sparse file': /too large|Error/, 'after that': /here/ })([
    ...endured,
    ...bombs,
  ]),
  interrupted: told({})(interrupted),
  fatal: [
    attack('abort', 'os.abort()', /was reset/),
    attack('a null pointer', 'ctypes.memset(0, 1, 2**28)', /was reset/),
    attack('leaving without a word', 'os._exit(0)', /was reset/),
    attack(
      'memory of many processes',
      `for _ in range(8):
  if os.fork() == 0:
    kept = bytearray(2 * 10**8)
    time.sleep(30)
time.sleep(10)`,
      /more than \d+ MB of memory.*was reset/,
    ),
    attack('processes without end', 'while True:\n  try: os.fork()\n  except OSError: pass', /was reset|interrupted/),
    attack('requests of its own', 'os.write(3, b"d" + bytes(4) + b"d" + b"\\xff" * 40)', /was reset|^$/),
  ],
  ended: told({
    'a loop that catches everything': /was reset|interrupted/,
    'an interrupt that is taken away': null,
    'an interrupt that is ignored': null,
  })(ended),
}
