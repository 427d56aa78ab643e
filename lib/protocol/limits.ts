// How much a request of the protocol may have. Without zod: pages say what the server would refuse before they send it.

/** A message's text, in UTF-16 units. */
export const MAX_TEXT = 256_000

/** The texts of an assistant; a run's instructions have the same limit. */
export const textLimits = { name: 256, description: 512, instructions: MAX_TEXT } as const

/** The document caps a run's override at 20 and an assistant at 128; the service accepted 128 in both places. */
export const MAX_TOOLS = 128

/** The name of a function, and of the schema of a response format. */
export const definitionName = { max: 64, signs: /^[a-zA-Z0-9_-]+$/ } as const

/** Of the playground: what people call a connection, a model endpoint, an API key, a project, a saved view. */
export const MAX_NAME = 64

/** Of the playground: a thread's title, and the words of a search. */
export const MAX_TITLE = 256
export const MAX_QUERY = 256

/** Messages that a thread is created with, or a run with `additional_messages`. */
export const MAX_NEW_MESSAGES = 32

/** How many pairs metadata may have, and how long their keys and values may be. */
export const metadataLimits = { pairs: 16, key: 64, value: 512 } as const

/** The least and the most. */
export const samplingRanges = { temperature: [0, 2], top_p: [0, 1] } as const

/** The least. */
export const runMinimums = { max_completion_tokens: 256, max_prompt_tokens: 256, last_messages: 1 } as const

/** What a user may say of a file in a vector store. */
export const attributeLimits = { pairs: 16, key: 64, value: 512 } as const

/** Of a vector store: files it is created with, alone or as a helper's; files of a batch; and what a search may ask. */
export const storeLimits = {
  created: 500,
  helper: 10_000,
  batch: 2_000,
  query: 4_096,
  queries: 20,
  filters: 100,
  filterLevels: 6,
} as const

/** The least and the most tokens of a chunk. */
export const chunkLimits = { least: 100, most: 4_096 } as const

/** Of a demo: messages, and the characters of a message and of its notes. */
export const MAX_DEMO_MESSAGES = 50
export const MAX_DEMO_TEXT = 10_000
export const MAX_DEMO_NOTES = 5_000
