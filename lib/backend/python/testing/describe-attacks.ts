// Attacks on a sandbox from inside, with a server and a secret of the host's beside it that nothing may reach.
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CellResult, PythonSessions } from '../cell-result'
import { createPythonSessions, type PythonOptions } from '../create-python-sessions'
import type { Attack } from './attacks'
import { pythonFolder } from './python-folder'

/** What the attacks are, by what becomes of them. */
export interface Attacks {
  /** By the name of their group: they are told that there is no way. */
  readonly escapes: Readonly<Record<string, readonly Attack[]>>
  /** After each of these the session is as it was. */
  readonly endured: readonly Attack[]
  /** The same, of what would never end: it is interrupted. */
  readonly interrupted: readonly Attack[]
  /** These cost the session, and nothing else. */
  readonly fatal: readonly Attack[]
  /** The same, of what does not let itself be interrupted. */
  readonly ended: readonly Attack[]
}

interface Suite {
  readonly attacks: Attacks
  readonly sandbox: Pick<PythonOptions, 'sandbox' | 'node'>
  /** Each attack stands alone: one before it may have cost the session. */
  readonly imports: string
}

/** Describes each attack as a test. */
export function describeAttacks({ attacks, sandbox, imports }: Suite) {
  let folder: string
  let calm: PythonSessions
  /** With little time, for what never ends: it is interrupted, and may take its time about that. */
  let hasty: PythonSessions
  /** With little time for that, too. */
  let strict: PythonSessions
  let server: Server
  let hits = 0
  let variables: string

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'escapes-'))
    server = createServer((socket) => {
      hits++
      socket.destroy()
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    const port = typeof address === 'object' && address ? address.port : 0
    writeFileSync(join(folder, 'secret'), 'the secret')
    writeFileSync(join(folder, 'secret_module.py'), 'print("the secret")')
    const text = JSON.stringify
    variables = `MARK = ${text(join(folder, 'mark'))}; SECRET = ${text(join(folder, 'secret'))}; PORT = ${port}\n${imports}\n`
    const open = (softMs: number, graceMs: number) =>
      createPythonSessions({
        folder: pythonFolder,
        fetch: () => Promise.reject(new Error('No attack makes the server fetch.')),
        packageBaseUrl: 'http://127.0.0.1:9/',
        ...sandbox,
        limits: {
          ...{ softMs, graceMs, outputChars: 20_000, rssBytes: 800_000_000, heapBytes: 256 * 1024 ** 2 },
          ...{ fileBytes: 32_000_000, bytesOut: 8_000_000 },
        },
      })
    calm = open(20_000, 500)
    // A cell that waits is ended a thirtieth before it is interrupted: that must be more than a busy machine is late.
    hasty = open(1_500, 10_000)
    strict = open(800, 200)
  }, 120_000)
  afterAll(async () => {
    await Promise.all([calm, hasty, strict].map((sessions) => sessions.close()))
    server.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const run = (code: string, sessions = calm) => runPlain(`${variables}${code}`, sessions)
  const runPlain = (code: string, sessions: PythonSessions) =>
    sessions.run('one', { code, files: [], signal: new AbortController().signal })
  const said = ({ logs, error }: CellResult) => `${logs}${error ?? ''}`.trim()

  function expectNothingOutside() {
    expect(existsSync(join(folder, 'mark'))).toBe(false)
    expect(hits).toBe(0)
  }

  describe.each(Object.entries(attacks.escapes))('%s', (_name, group) => {
    test.each(group)('$name', async ({ code, says }) => {
      const result = await run(code)
      expect(said(result)).toMatch(says)
      expect(said(result)).not.toMatch(/the secret|SyntaxError|NameError: name '(?!AbortController|XMLHttpRequest)/)
      expectNothingOutside()
    })
  })

  describe('what takes too much', () => {
    const endures =
      (sessions: () => PythonSessions) =>
      async ({ code, says }: Attack) => {
        await runPlain('kept = 1', sessions())
        const result = await (sessions() === calm ? run(code) : runPlain(code, sessions()))
        expect(said(result)).toMatch(says)
        expect(await runPlain('(kept, 6 * 7)', sessions())).toMatchObject({
          logs: expect.stringMatching(/^\(1, 42\)\n/),
          isNewSession: false,
        })
        expectNothingOutside()
      }
    const isReset =
      (sessions: () => PythonSessions) =>
      async ({ code, says }: Attack) => {
        const result = await (sessions() === calm ? run(code) : runPlain(code, sessions()))
        expect(said(result)).toMatch(says)
        expect(said(await runPlain('6 * 7', sessions()))).toBe('42')
        expectNothingOutside()
      }
    test.each(attacks.endured)(
      '$name',
      endures(() => calm),
    )
    test.each(attacks.interrupted)(
      '$name',
      endures(() => hasty),
    )
    test.each(attacks.fatal)(
      '$name',
      isReset(() => calm),
    )
    test.each(attacks.ended)(
      '$name',
      isReset(() => strict),
    )
  })
}
