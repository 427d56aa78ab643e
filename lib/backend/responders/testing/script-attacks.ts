// What strangers may try in the JavaScript of a rule. An attack that reaches something answers `REACHED`.

/** Code that finds one of these names of a host, on whatever object it is looked for. */
const seek = (from: string) =>
  `const found = ${from}; return ['process', 'require', 'fetch', 'Deno', 'Buffer', 'WebAssembly', 'Worker', 'module']` +
  `.some((name) => { try { return found != null && typeof found[name] !== 'undefined' } catch { return false } }) ` +
  `? 'REACHED' : 'nothing'`

const trying = (expression: string) =>
  `try { const found = ${expression}; return found ? 'REACHED' : 'nothing' } catch { return 'nothing' }`

export const attacks: readonly (readonly [what: string, code: string])[] = [
  ['the global object', seek('globalThis')],
  ['the global object by a sloppy function', seek('Function("return this")()')],
  ['the constructor of the arguments', seek('args.constructor.constructor("return this")()')],
  ['the constructor of the call', seek('call.constructor.constructor("return globalThis")()')],
  ['the constructor of the host function', seek('console.log.constructor("return globalThis")()')],
  ['the constructor of an async function', seek('await (async () => {}).constructor("return globalThis")()')],
  ['the constructor of a generator', seek('(function* () {}).constructor("return globalThis")().next().value')],
  ['indirect eval', seek('(0, eval)("globalThis")')],
  ['the caller', seek('(() => { try { return arguments.callee.caller } catch { return null } })()')],
  ['the stack of an error', trying('/node_modules|file:|worker|\\/work\\//.test(new Error("x").stack)')],
  [
    'Error.prepareStackTrace',
    seek('(() => { Error.prepareStackTrace = (_e, s) => s; return new Error("x").stack?.[0]?.getThis?.() })()'),
  ],
  ['a dynamic import of fs', trying('(await import("fs")).readFileSync')],
  ['a dynamic import of node:child_process', trying('(await import("node:child_process")).execSync')],
  ['a dynamic import of a file', trying('await import("file:///etc/passwd")')],
  ['a dynamic import by address', trying('await import("https://example.com/x.js")')],
  ['the modules of QuickJS', trying('(await import("std")).open || (await import("os")).exec')],
  [
    'std and os as globals',
    trying('typeof std !== "undefined" || typeof os !== "undefined" || typeof scriptArgs !== "undefined"'),
  ],
  [
    'the function behind the console',
    trying('globalThis.__log || Object.getOwnPropertyNames(globalThis).includes("__log")'),
  ],
  ['a host function as a constructor', seek('(() => { try { return new console.log("x") } catch { return null } })()')],
  [
    'a host function without text',
    trying('(console.log(), console.log(Symbol("x")), console.log({ toJSON() { throw 1 } }), false)'),
  ],
  [
    'a prototype of the host',
    '({}).__proto__.polluted = 1; Object.prototype.polluted = 1; args.__proto__.polluted = 1; return 1',
  ],
  ['JSON with a prototype', 'JSON.stringify = () => "{\\"__proto__\\":{\\"polluted\\":1}}"; return {}'],
  ['a toJSON that answers for others', 'Object.prototype.toJSON = function () { return "x" }; return { a: 1 }'],
  ['a thenable', 'return { then(resolve) { resolve({ then() { throw new Error("again") } }) } }'],
  ['a promise of its own', 'globalThis.Promise = class { then() { return "REACHED" } }; return new Promise()'],
  [
    'what its wrapper holds',
    trying('typeof finish !== "undefined" || typeof script !== "undefined" || typeof outcome !== "undefined"'),
  ],
  ['out of its function', '} + (() => { globalThis.out = "REACHED" })() + async function () { return globalThis.out'],
  ['a comment that never ends', 'return 1 /*'],
  [
    'a proxy as its answer',
    'return new Proxy({}, { get(_t, name) { return name === "toJSON" ? undefined : "x" }, ownKeys() { return ["a"] } })',
  ],
  [
    'shared memory',
    trying(
      'typeof SharedArrayBuffer !== "undefined" && new SharedArrayBuffer(8) && Atomics.wait(new Int32Array(new SharedArrayBuffer(8)), 0, 0, 1) === "not-equal"',
    ),
  ],
  [
    'timers',
    trying(
      'typeof setTimeout !== "undefined" || typeof setInterval !== "undefined" || typeof queueMicrotask === "undefined" && false',
    ),
  ],
  [
    'a getter on the answer',
    'return Object.defineProperty({}, "text", { get() { return globalThis.process ? "REACHED" : 1 }, enumerable: true })',
  ],
]

/** None of these may end in an answer. */
export const bombs: readonly (readonly [what: string, code: string])[] = [
  ['an endless loop', 'for (;;) {}'],
  ['one that catches what stops it', 'for (;;) { try { for (;;) {} } catch {} }'],
  ['one that goes on in finally', 'const f = () => { try { for (;;) {} } finally { f() } }; f()'],
  ['endless promises', 'const f = () => Promise.resolve().then(f); await f()'],
  ['endless recursion', 'const f = () => f() + 1; return f()'],
  ['deep JSON', 'let a = []; for (let i = 0; i < 1e6; i++) a = [a]; return a'],
  ['a long list', 'const a = []; for (;;) a.push({ a: [] })'],
  ['a long text', 'let a = "x"; for (;;) a += a'],
  ['a large buffer', 'const a = []; for (;;) a.push(new Uint8Array(1 << 24).fill(1))'],
  ['a large answer', 'return "x".repeat(2_000_000)'],
  ['a regular expression that goes back for ever', 'return /^(a+)+$/.test("a".repeat(40) + "b")'],
  ['a large number', 'return String(7n ** (10n ** 8n))'],
  ['a getter without an end', 'return { get a() { for (;;) {} } }'],
  ['a comparison without an end', '[3, 1, 2].sort(() => { for (;;) {} })'],
]
