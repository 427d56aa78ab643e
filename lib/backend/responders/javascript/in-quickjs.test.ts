import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { beforeAll, describe, expect, test } from 'vitest'
import { attacks, bombs } from '../testing/script-attacks'
import { inQuickJs } from './in-quickjs'

let wasm: WebAssembly.Module
beforeAll(async () => {
  wasm = await WebAssembly.compile(await readFile(createRequire(import.meta.url).resolve('quickjs-wasi/quickjs.wasm')))
})

const run = (code: string, args: unknown = {}, ms?: number) => {
  const call = { id: 'call_1', name: 'f', arguments: JSON.stringify(args) }
  return inQuickJs(wasm, { code, input: JSON.stringify([args, call]) }, ms)
}

describe('a script', () => {
  test.each([
    ['a string as it is', 'return "sunny in " + args.city', 'sunny in Bern'],
    ['all else as JSON', 'return { city: args.city, n: [1, null] }', '{"city":"Bern","n":[1,null]}'],
    ['nothing as an empty text', '', ''],
    ['what it awaits', 'const n = await Promise.resolve(3); return n + 1', '4'],
    ['what it was called with', 'return call.name + call.arguments', 'f{"city":"Bern"}'],
    ['dates and regular expressions', 'return new Date(0).toISOString().replace(/T.*/, "")', '1970-01-01'],
    ['a name that is a prototype', 'return Object.keys(JSON.parse(\'{"__proto__":1}\')).join()', '__proto__'],
  ])('answers %s', async (_what, code, output) => {
    expect(await run(code, { city: 'Bern' })).toEqual({ output, logs: [] })
  })

  test.each([
    ['what it throws', 'throw new TypeError("no such city")', 'TypeError: no such city (line 1)'],
    ['where it does not parse', 'return {{', 'SyntaxError'],
    ['what never settles', 'await new Promise(() => {})', 'never settled'],
    ['what is no JSON', 'return 1n', 'TypeError'],
  ])('tells %s', async (_what, code, failure) => {
    expect(await run(code)).toEqual({ failure: expect.stringContaining(failure), logs: [] })
  })

  test('keeps what it writes to the console, within bounds', async () => {
    expect(await run('console.log("a", { b: 1 }); console.error([2]); return 1')).toEqual({
      output: '1',
      logs: ['a {"b":1}', '[2]'],
    })
    const { logs } = await run('for (let i = 0; i < 1000; i++) console.log("x".repeat(10000))')
    expect(logs).toHaveLength(100)
    expect(logs[0]).toHaveLength(2_000)
  })

  test('leaves nothing behind for the next', async () => {
    await run('globalThis.kept = 1; Object.prototype.kept = 1; Array.prototype.map = () => 1')
    expect(await run('return [typeof kept, typeof {}.kept, [1].map((n) => n + 1)]')).toMatchObject({
      output: '["undefined","undefined",[2]]',
    })
  })
})

test.each(attacks)('an attack finds nothing: %s', async (_what, code) => {
  const answer = await run(code)
  expect('output' in answer ? answer.output : '').not.toContain('REACHED')
  expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
})

test.each(bombs)('a bomb is stopped: %s', async (_what, code) => {
  const before = process.memoryUsage.rss()
  expect(await run(code, {}, 200)).toMatchObject({ failure: expect.any(String) })
  expect(process.memoryUsage.rss() - before).toBeLessThan(300 * 1024 * 1024)
})
