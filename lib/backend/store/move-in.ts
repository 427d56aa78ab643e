// Earlier versions kept a connection's record in a database of its own. It moves into the one that all share.
import { once } from 'node:events'
import { existsSync, renameSync } from 'node:fs'
import { forkProgram } from '@/lib/backend/separate-program'
import { isSound } from './check-database'
import type { MoveMessage } from './move-in.program'
import { sqliteFileIn } from './open-sqlite'
import { StoreOpenError } from './store-open-error'

interface Move {
  /** The folder of the connection's own database. */
  readonly from: string
  /** The folder of the database that all connections share. */
  readonly into: string
  readonly connection: string
  /** Tells the operator, a line at a time. */
  readonly logLine: (line: string) => void
}

/**
 * Copies what the connection's own database holds, damaged rows as they are, in one transaction, and puts its folder
 * aside. Where there is none, does nothing. It may be ended at any moment and done again: rows that are there already
 * are left, and only when every row is there does the folder go. Throws `StoreOpenError`.
 */
export async function moveIn({ from, into, connection, logLine }: Move): Promise<void> {
  const file = sqliteFileIn(from)
  if (!existsSync(file)) return
  if (!(await isSound(file))) {
    throw new StoreOpenError(`The database ${file} is damaged, so it cannot be moved. Run npm run doctor.`)
  }
  // By a process of its own: this one would not let go of the folder that is to be renamed, and others wait meanwhile.
  const child = forkProgram('lib/backend/store/move-in.program', [from, into, connection], { stdio: 'inherit' })
  let failure: string | undefined
  child.on('message', (message: MoveMessage) => {
    if ('failure' in message) failure = message.failure
    else logLine(message.line)
  })
  // What it says last comes before the channel closes.
  const [[code]] = (await Promise.all([once(child, 'exit'), once(child, 'disconnect')])) as [[number | null], []]
  if (code !== 0) throw new StoreOpenError(failure ?? `The database ${file} could not be moved.`)
  const aside = freeName(`${from}.moved`)
  renameSync(from, aside)
  logLine(
    `What was kept of ${connection} is in ${sqliteFileIn(into)} now. Nothing uses the old folder, ${aside}, any more.`,
  )
}

function freeName(wanted: string): string {
  for (let name = wanted, count = 2; ; name = `${wanted}-${count++}`) if (!existsSync(name)) return name
}
