// The calls of the kernel that no Python code needs, as a filter that bubblewrap puts before it: what memory no limit
// counts, what speaks with the machine outside, what only widens the ground for attacks.

interface Numbers {
  /** What the kernel calls the processor. */
  readonly arch: number
  readonly socket: number
  readonly refused: readonly number[]
}

const common = [
  ...[425, 426, 427], // io_uring
  ...[428, 429, 430, 431, 432, 433, 442], // open_tree, move_mount, fsopen to fspick, mount_setattr
  ...[440, 443, 447], // process_madvise, quotactl_fd, memfd_secret
]

const processors: Readonly<Partial<Record<NodeJS.Architecture, Numbers>>> = {
  x64: {
    arch: 0xc000003e,
    socket: 41,
    refused: [
      ...[319, 29, 68, 64, 240], // memfd_create, shmget, msgget, semget, mq_open
      ...[101, 310, 311, 312], // ptrace, process_vm_readv, process_vm_writev, kcmp
      ...[165, 166, 155, 161, 272, 308], // mount, umount2, pivot_root, chroot, unshare, setns
      ...[323, 321, 298, 248, 249, 250], // userfaultfd, bpf, perf_event_open, add_key, request_key, keyctl
      ...[303, 304, 246, 320, 175, 313, 176], // handles, kexec, modules
      // swap, reboot, acct, quotactl, syslog, personality, ldt, vhangup
      ...[167, 168, 169, 163, 179, 103, 135, 154, 153],
    ],
  },
  arm64: {
    arch: 0xc00000b7,
    socket: 198,
    refused: [
      ...[279, 194, 186, 190, 180],
      ...[117, 270, 271, 272],
      ...[40, 39, 41, 51, 97, 268],
      ...[282, 280, 241, 217, 218, 219],
      ...[264, 265, 104, 294, 105, 273, 106],
      ...[224, 225, 142, 89, 60, 116, 92, 58],
    ],
  },
}

const CLONE3 = 435
/** Others lead to the machine outside (vsock) or deep into the kernel. */
const families = [1, 2, 10] // AF_UNIX, AF_INET, AF_INET6
const [EPERM, ENOSYS, EAFNOSUPPORT] = [1, 38, 97] as const

const LOAD = 0x20
const IS = 0x15
const IS_AT_LEAST = 0x35
const RETURN = 0x06
const ALLOW = 0x7fff0000
const KILL = 0x80000000
const errno = (number: number) => 0x00050000 | number
/** Where they stand in what the filter is given. */
const [NUMBER, ARCH, FIRST_ARGUMENT] = [0, 4, 16] as const

type Instruction = readonly [code: number, whenTrue: number, whenFalse: number, value: number]

const refuse = (call: number, error: number): readonly Instruction[] => [
  [IS, 0, 1, call],
  [RETURN, 0, 0, errno(error)],
]

/** The filter as the kernel reads it; undefined for a processor whose calls are not known here. */
export function seccompFilter(processor: NodeJS.Architecture = process.arch): Buffer | undefined {
  const numbers = processors[processor]
  if (!numbers) return undefined
  const program: readonly Instruction[] = [
    [LOAD, 0, 0, ARCH],
    [IS, 1, 0, numbers.arch],
    [RETURN, 0, 0, KILL],
    [LOAD, 0, 0, NUMBER],
    // The same calls under other numbers.
    [IS_AT_LEAST, 0, 1, 0x40000000],
    [RETURN, 0, 0, errno(ENOSYS)],
    ...[...numbers.refused, ...common].flatMap((call) => refuse(call, EPERM)),
    // What it is asked for lies in memory, where no filter sees it. The C library takes clone() then.
    ...refuse(CLONE3, ENOSYS),
    [IS, 1, 0, numbers.socket],
    [RETURN, 0, 0, ALLOW],
    [LOAD, 0, 0, FIRST_ARGUMENT],
    ...families.map((family, index): Instruction => [IS, families.length - index, 0, family]),
    [RETURN, 0, 0, errno(EAFNOSUPPORT)],
    [RETURN, 0, 0, ALLOW],
  ]
  const bytes = Buffer.alloc(8 * program.length)
  for (const [index, [code, whenTrue, whenFalse, value]] of program.entries()) {
    bytes.writeUInt16LE(code, 8 * index)
    bytes.writeUInt8(whenTrue, 8 * index + 2)
    bytes.writeUInt8(whenFalse, 8 * index + 3)
    bytes.writeUInt32LE(value >>> 0, 8 * index + 4)
  }
  return bytes
}
