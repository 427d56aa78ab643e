// Says back what it was given, from where it was started: as a worker or as a child process.
import { parentPort, workerData } from 'node:worker_threads'
import { toList } from '@/lib/protocol/list'

const said = toList([workerData ?? process.argv[2]], false)
if (parentPort) parentPort.postMessage(said.data)
else process.send?.(said.data)
