// What passed on the wire about a run, as pages show it. No secret is in it: what is kept of headers is named.

/** A request, and what it was answered. Moments are Unix milliseconds, by this server's clock. */
export interface WireExchange {
  /** Rises with the moments at which requests were sent. */
  readonly number: number
  readonly at_ms: number
  /** Who asked: a client whose request was passed on, or the server that watches the run. */
  readonly asked_by: 'client' | 'server'
  readonly method: string
  /** Begins behind the version, with its query. */
  readonly path: string
  readonly request: WirePart
  /** Null while there is none, and where nothing answered. */
  readonly answer: WireAnswer | null
  /** Why there is no answer, or no more of it; null where all went well. */
  readonly failure: string | null
}

export interface WirePart {
  /** Those that tell something and hold no secret. */
  readonly headers: Readonly<Record<string, string>>
  /** Of the body, as far as it has come. */
  readonly bytes: number
  /** How many bytes those are decoded; missing where they were not encoded, or could not be decoded. */
  readonly decoded_bytes?: number
  /**
   * The body, decoded, or its beginning; null where it is no text, or could not be decoded. A stream's frames stand in
   * the run's log.
   */
  readonly text: string | null
  readonly is_cut: boolean
}

export interface WireAnswer extends WirePart {
  readonly status: number
  /** When its head came, and when its last byte; null while it comes. */
  readonly head_ms: number
  readonly end_ms: number | null
}

/** An exchange as lists have it: headers and bodies are fetched one by one. */
export interface ListedExchange extends Omit<WireExchange, 'request' | 'answer'> {
  readonly request: PartInShort
  readonly answer: (PartInShort & Pick<WireAnswer, 'status' | 'head_ms' | 'end_ms'>) | null
  /** Ids of the steps and tool calls that the request names. */
  readonly names: readonly string[]
}

type PartInShort = Pick<WirePart, 'bytes' | 'is_cut'>

export interface ExchangeList {
  readonly object: 'list'
  readonly data: readonly ListedExchange[]
  readonly has_more: boolean
}
