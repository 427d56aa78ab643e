// `npm run transfer`: moving in from an export, and out into one.
import { readdir, writeFile } from 'node:fs/promises'
import { leftBehind, type TransferTally } from '@/lib/protocol/transfer'
import { readEnvironment } from '@/lib/server/environment'
import { StartError } from '@/lib/server/start-error'
import { makeFilesPrivate } from '@/lib/server/private-files'
import { argumentsOf, type ExportCommand, type ImportCommand } from './arguments'
import { exportFrom, importInto, type Place } from './on-data-folder'
import { exportThrough, importThrough, type Server } from './on-server'
import { reportLines } from './report-lines'

async function main(words: readonly string[]) {
  makeFilesPrivate()
  const command = argumentsOf(words)
  const environment = readEnvironment(process.env)
  const { ACCESS_TOKEN: token } = environment
  const baseUrl = process.env['BASE_URL']
  const server = baseUrl ? { baseUrl, token } : undefined
  if (command.command === 'export') return exported(command, server, environment)
  const tally = await imported(command, server, environment)
  if (command.report !== undefined) await writeFile(command.report, `${JSON.stringify(tally, null, 2)}\n`)
  if (command.isDry) console.log('A dry run: nothing was written. What would become of everything:')
  for (const line of reportLines(tally)) console.log(line)
  if (isLeftBehind(tally, command)) process.exitCode = 1
}

async function exported(command: ExportCommand, server: Server | undefined, folder: Place) {
  await requireNewFolder(command.path)
  await (server ? exportThrough(server, command) : exportFrom(folder, command))
  console.log(`Exported to ${command.path}.`)
}

/** What lies in a folder already is no part of the export, and is not overwritten. Throws StartError. */
async function requireNewFolder(path: string) {
  const names = await readdir(path).catch((error: NodeJS.ErrnoException): string[] => {
    if (error.code === 'ENOENT') return []
    throw error.code === 'ENOTDIR' ? new StartError(`${path} is a file: name a folder that is new or empty.`) : error
  })
  if (names.length > 0) throw new StartError(`${path} is not empty: name a folder that is new or empty.`)
}

function imported(command: ImportCommand, server: Server | undefined, folder: Place): Promise<TransferTally> {
  const onProgress = (done: number) => {
    if (process.stderr.isTTY) process.stderr.write(`\r${done} objects`)
  }
  return server ? importThrough(server, command, { onProgress }) : importInto(folder, command, { onProgress })
}

/** What was to be kept here counts for nothing that was left behind. */
function isLeftBehind(tally: TransferTally, { onConflict }: ImportCommand): boolean {
  const kept = Object.values(tally.counts).reduce((sum, outcomes) => sum + outcomes.kept, 0)
  return leftBehind(tally) > (onConflict === 'keep' ? kept : 0)
}

await main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})
