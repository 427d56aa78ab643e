// Archives byte by byte, with whatever a decent writer would refuse. Checksums are left out: nobody here reads them.
import { deflateRawSync } from 'node:zlib'

export interface RawEntry {
  readonly name: string
  readonly content: Buffer | string
  /** What the archive says that it unpacks to. */
  readonly toldSize?: number
  readonly flags?: number
  /** What is packed cannot be unpacked. */
  readonly isBroken?: boolean
}

export function rawZip(entries: readonly RawEntry[]): Buffer {
  const local: Buffer[] = []
  const central: Buffer[] = []
  let offset = 0
  for (const { name, content, toldSize, flags = 0, isBroken } of entries) {
    const data = Buffer.from(content)
    const packed = isBroken ? Buffer.alloc(8, 0xff) : deflateRawSync(data)
    const shared = Buffer.alloc(26)
    shared.writeUInt16LE(20, 0)
    shared.writeUInt16LE(flags, 2)
    shared.writeUInt16LE(8, 4)
    shared.writeUInt32LE(packed.length, 14)
    shared.writeUInt32LE(toldSize ?? data.length, 18)
    shared.writeUInt16LE(Buffer.byteLength(name), 22)
    const head = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), shared, Buffer.from(name), packed])
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(offset, 10)
    central.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), shared, tail, Buffer.from(name)]))
    local.push(head)
    offset += head.length
  }
  const directory = Buffer.concat(central)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 0, 'latin1')
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...local, directory, end])
}
