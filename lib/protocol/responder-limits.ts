// How much responders may have. Without zod: pages say what the server would refuse before they send it.

/** Texts in UTF-16 units, times in milliseconds. */
export const responderLimits = {
  /** Functions of an assistant that have responders, and the rules of one of them. */
  functions: 128,
  rules: 50,
  name: 64,
  /** Of a static value, a template, a body, and of what a rule answers. */
  text: 256_000,
  code: 64_000,
  path: 256,
  pattern: 512,
  /** Entries of a lookup, and recorded calls. */
  entries: 1_000,
  key: 512,
  url: 2_048,
  headers: 20,
  delay: 60_000,
  /** The most that a request, or a tool of an MCP server, may be given, and what it is given by itself. */
  timeout: 120_000,
  usualTimeout: 30_000,
  /** Arguments of a try-out. */
  arguments: 256_000,
  /** An OpenAPI document. */
  document: 2_000_000,
} as const

/** What may answer a call. */
export const ruleKinds = ['static', 'template', 'lookup', 'javascript', 'http', 'mcp', 'recorded', 'fail'] as const
export type RuleKind = (typeof ruleKinds)[number]

/**
 * When the rules of a function are used: at once, after a person has said so, or not at all. With `never` they stay,
 * and calls wait for a person as without them.
 */
export const responderModes = ['always', 'ask', 'never'] as const
export type ResponderMode = (typeof responderModes)[number]

/**
 * What a person says to calls in mode `ask`: answer them now; that, and `always` from now on; `decline`: they are not
 * carried out, and the model is told so. `retry`: of calls in any mode whose rule has failed it is to try once more; of
 * those that were declined, and still wait with others, it is asked again.
 */
export const responderDecisions = ['once', 'always', 'decline', 'retry'] as const
export type ResponderDecision = (typeof responderDecisions)[number]
