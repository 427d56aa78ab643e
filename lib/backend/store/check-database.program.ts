// Looks at a database file, in a process of its own: a file that is damaged in the wrong place ends whoever reads it.
// SQLite lets nothing else happen meanwhile, so it works in a thread, and the process ends with whoever started it: one
// that stayed would hold the file, and the next start would take it for another server.
import Libsql from 'libsql'
import { isMainThread, workerData } from 'node:worker_threads'
import { startWorker } from '@/lib/backend/separate-program'

const NOT_SOUND = 1

function watchOver(file: string) {
  process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'))
  startWorker('lib/backend/store/check-database.program', { workerData: file })
    .on('error', () => process.exit(NOT_SOUND))
    .on('exit', (code) => process.exit(code))
}

function check(file: string) {
  const database = new Libsql(file, { readonly: true })
  const [first] = database.prepare('pragma quick_check(1)').all() as readonly { readonly quick_check: string }[]
  database.close()
  process.exitCode = first?.quick_check === 'ok' ? 0 : NOT_SOUND
}

if (isMainThread) watchOver(process.argv[2] ?? '')
else check(String(workerData))
