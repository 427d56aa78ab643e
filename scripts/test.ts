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

/** Passes or fails as one. */
const check =
  (program: string, ...args: readonly string[]) =>
  async (): Promise<Counts> => {
    const code = await run({ program, args })
    return code === 0
      ? { passed: 1, failed: [], skipped: [] }
      : { passed: 0, failed: [`ended with code ${code}`], skipped: [] }
  }

const vitest = (project: string) => async (): Promise<Counts> => {
  const report = join(reports, `${project}.json`)
  const args = ['run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const code = await run({ program: 'vitest/vitest.mjs', args })
  return counted({ code, report, count: countVitest })
}

async function playwright(): Promise<Counts> {
  const report = join(reports, 'browser.json')
  const env = { CHROMIUM_PATH: provideBrowser(say), PLAYWRIGHT_JSON_OUTPUT_FILE: report }
  const code = await run({ program: '@playwright/test/cli.js', args: ['test', '--reporter=list,json'], env })
  return counted({ code, report, count: countPlaywright })
}

const parts: Readonly<Record<string, () => Promise<Counts>>> = {
  types: async () => {
    // Next writes the types of the routes that exist.
    await run({ program: 'next/dist/bin/next', args: ['typegen'] })
    return check('typescript/bin/tsc', '--noEmit')()
  },
  lint: check('eslint/bin/eslint.js', '--max-warnings', '0', '.'),
  format: check('prettier/bin/prettier.cjs', '--check', '.'),
  dead: check('knip/bin/knip.js'),
  unit: vitest('unit'),
  store: vitest('store'),
  contract: vitest('contract'),
  sdk: vitest('sdk'),
  process: vitest('process'),
  browser: playwright,
}

async function main(named: readonly string[]): Promise<number> {
  const unknown = named.filter((name) => !(name in parts))
  if (unknown.length > 0) {
    console.error(`There is no part ${unknown.join(', ')}. The parts are: ${Object.keys(parts).join(' ')}.`)
    return 2
  }
  const results: Counts[] = []
  for (const name of named.length > 0 ? named : Object.keys(parts)) results.push(await runPart(name))
  rmSync(reports, { recursive: true, force: true })
  return summarise(results)
}

async function runPart(name: string): Promise<Counts> {
  say(`\n── ${name} ${'─'.repeat(60 - name.length)}`)
  const started = performance.now()
  const counts = await (parts[name]?.() ?? Promise.reject(new Error(name))).catch((error: unknown) => {
    console.error(error)
    return { passed: 0, failed: ['did not run'], skipped: [] }
  })
  say(`── ${name}: ${counts.passed} passed, ${counts.failed.length} failed in ${seconds(started)} s`)
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

function run({ program, args, env }: Command): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, 'node_modules', program), ...args], {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, ...env, NEXT_TELEMETRY_DISABLED: '1' },
    })
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
