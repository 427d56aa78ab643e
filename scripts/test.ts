// `npm test`: every check of the project, or the parts that are named, one after the other.
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { provideBrowser } from './browser'
import { type Counts, countPlaywright, countVitest } from './counts'

const root = fileURLToPath(new URL('..', import.meta.url))
const reports = mkdtempSync(join(tmpdir(), 'playground-test-'))

interface Command {
  /** A program of node_modules, run by this Node. */
  readonly program: string
  readonly args: readonly string[]
  readonly env?: Readonly<Record<string, string>>
}

/** Runs a command and hands on what it prints. Resolves to its exit code. */
type Run = (command: Command) => Promise<number>

type Part = (run: Run) => Promise<Counts>

/** Passes or fails as one. */
const check =
  (program: string, ...args: readonly string[]): Part =>
  async (run) => {
    const code = await run({ program, args })
    return code === 0
      ? { passed: 1, failed: [], skipped: [] }
      : { passed: 0, failed: [`ended with code ${code}`], skipped: [] }
  }

const vitest =
  (...projects: readonly string[]): Part =>
  async (run) => {
    const report = join(reports, `${projects.join('-')}.json`)
    const named = projects.flatMap((project) => ['--project', project])
    const args = ['run', ...named, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
    const code = await run({ program: 'vitest/vitest.mjs', args })
    return counted({ code, report, count: countVitest })
  }

const playwright: Part = async (run) => {
  const report = join(reports, 'browser.json')
  provideBrowser(say)
  const env = { PLAYWRIGHT_JSON_OUTPUT_FILE: report }
  const code = await run({ program: '@playwright/test/cli.js', args: ['test', '--reporter=list,json'], env })
  return counted({ code, report, count: countPlaywright })
}

const parts: Readonly<Record<string, Part>> = {
  types: async (run) => {
    // Next writes the types of the routes that exist.
    await run({ program: 'next/dist/bin/next', args: ['typegen'] })
    // Several threads check much of the same twice; what else there is to do has the other processor.
    return check('typescript-native/lib/tsc.js', '--noEmit', '--singleThreaded')(run)
  },
  lint: check('eslint/bin/eslint.js', '--max-warnings', '0', '.'),
  promises: check('oxlint/dist/cli.js', '--type-aware', '--deny-warnings'),
  format: check('oxfmt/dist/cli.js', '--check', '.'),
  dead: check('knip/bin/knip.js'),
  process: vitest('process'),
  unit: vitest('unit'),
  store: vitest('store'),
  contract: vitest('contract'),
  sdk: vitest('sdk', 'handlers'),
  browser: playwright,
}

/** These run one after the other beside the rest, whose tests often wait: both processors have work all the time. */
const beside: ReadonlySet<string> = new Set(['lint', 'promises', 'format', 'dead', 'unit', 'store', 'contract', 'sdk'])

async function main(named: readonly string[]): Promise<number> {
  const unknown = named.filter((name) => !(name in parts))
  if (unknown.length > 0) {
    console.error(`There is no part ${unknown.join(', ')}. The parts are: ${Object.keys(parts).join(' ')}.`)
    return 2
  }
  const names = named.length > 0 ? named : Object.keys(parts)
  const [aside, inTurn] = [names.filter((name) => beside.has(name)), names.filter((name) => !beside.has(name))]
  const results = await Promise.all([runAll(aside, inTurn.length > 0 ? runHeld : runShown), runAll(inTurn, runShown)])
  rmSync(reports, { recursive: true, force: true })
  return summarise(results.flat())
}

async function runAll(names: readonly string[], runPart: (name: string) => Promise<Counts>) {
  const results: Counts[] = []
  for (const name of names) results.push(await runPart(name))
  return results
}

function runShown(name: string): Promise<Counts> {
  say(headOf(name))
  return runPart(name, { run: (command) => run(command, 'inherit'), say })
}

/** What is run beside another part is shown whole when it is over. */
async function runHeld(name: string): Promise<Counts> {
  const lines = [headOf(name)]
  const counts = await runPart(name, {
    run: (command) => run(command, (text) => lines.push(text)),
    say: (line) => lines.push(line),
  })
  say(lines.join('\n'))
  return counts
}

const headOf = (name: string) => `\n── ${name} ${'─'.repeat(60 - name.length)}`

async function runPart(name: string, shown: { readonly run: Run; readonly say: (line: string) => void }) {
  const started = performance.now()
  const counts = await (parts[name]?.(shown.run) ?? Promise.reject(new Error(name))).catch((error: unknown) => {
    console.error(error)
    return { passed: 0, failed: ['did not run'], skipped: [] }
  })
  shown.say(`── ${name}: ${counts.passed} passed, ${counts.failed.length} failed in ${seconds(started)} s`)
  return { ...counts, failed: counts.failed.map(of(name)), skipped: counts.skipped.map(of(name)) }
}

const of = (part: string) => (test: string) => `${part}: ${test}`
const seconds = (since: number) => ((performance.now() - since) / 1000).toFixed(1)
const say = (line: string) => console.log(line)

/** The numbers of a report. A run that went wrong beside its tests has failed as well. */
function counted(run: { code: number; report: string; count: (report: unknown) => Counts }): Counts {
  if (!existsSync(run.report)) return { passed: 0, failed: ['ended without a report'], skipped: [] }
  const counts = run.count(JSON.parse(readFileSync(run.report, 'utf8')))
  const unexplained = run.code !== 0 && counts.failed.length === 0
  return unexplained ? { ...counts, failed: [`ended with code ${run.code}`] } : counts
}

function run({ program, args, env }: Command, output: 'inherit' | ((text: string) => void)): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, 'node_modules', program), ...args], {
      cwd: root,
      stdio: output === 'inherit' ? output : ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...env, NEXT_TELEMETRY_DISABLED: '1' },
    })
    if (output !== 'inherit') {
      for (const stream of [child.stdout, child.stderr]) {
        stream?.setEncoding('utf8').on('data', (text: string) => output(text.trimEnd()))
      }
    }
    child.once('error', reject)
    child.once('close', (code) => resolve(code ?? 1))
  })
}

function summarise(results: readonly Counts[]): number {
  const failed = results.flatMap((counts) => counts.failed)
  const skipped = results.flatMap((counts) => counts.skipped)
  say('')
  for (const test of skipped) say(`skipped  ${test}`)
  for (const test of failed) say(`FAILED   ${test}`)
  const passed = results.reduce((sum, counts) => sum + counts.passed, 0)
  say(`${passed} passed, ${failed.length} failed`)
  return failed.length === 0 ? 0 : 1
}

process.exitCode = await main(process.argv.slice(2))
