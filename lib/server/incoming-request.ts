/** What a request of our own server brings. */
interface Incoming {
  readonly method: string
  readonly url: URL
  readonly headers: Headers
  readonly body: ArrayBuffer | null
  /** Aborted when the client leaves before it has its answer. */
  readonly signal: () => AbortSignal
}

/**
 * A `Request` that has at hand what every route reads. The platform's own, with a stream around its body and a
 * controller for its signal, costs more than the backend needs to answer many a request: it is made for whoever asks
 * for more.
 */
export class IncomingRequest implements Request {
  readonly method: string
  readonly url: string
  readonly headers: Headers
  readonly #body: Incoming['body']
  readonly #signal: Incoming['signal']
  #isRead = false
  #made: Request | undefined

  constructor({ method, url, headers, body, signal }: Incoming) {
    this.method = method
    this.url = url.href
    this.headers = headers
    this.#body = body
    this.#signal = signal
  }

  get signal() {
    return this.#signal()
  }

  /** As a `Request` tells it to one that is made of it. */
  get duplex() {
    return 'half'
  }

  get body() {
    return this.#body && this.#whole.body
  }

  get bodyUsed() {
    return this.#made?.bodyUsed ?? this.#isRead
  }

  async arrayBuffer() {
    if (this.#made || this.#isRead) return this.#whole.arrayBuffer()
    this.#isRead = this.#body !== null
    return this.#body ?? new ArrayBuffer(0)
  }

  get #whole(): Request {
    if (this.#made) return this.#made
    const { url, method, headers, signal } = this
    const made = new Request(url, { method, headers, signal, body: this.#body })
    // What has been read here is read there, too.
    if (this.#isRead) void made.arrayBuffer()
    return (this.#made = made)
  }

  clone() {
    return this.#whole.clone()
  }
  blob() {
    return this.#whole.blob()
  }
  bytes() {
    return this.#whole.bytes()
  }
  formData() {
    return this.#whole.formData()
  }
  json() {
    return this.#whole.json()
  }
  text() {
    return this.#whole.text()
  }
  get cache() {
    return this.#whole.cache
  }
  get credentials() {
    return this.#whole.credentials
  }
  get destination() {
    return this.#whole.destination
  }
  get integrity() {
    return this.#whole.integrity
  }
  get keepalive() {
    return this.#whole.keepalive
  }
  get mode() {
    return this.#whole.mode
  }
  get redirect() {
    return this.#whole.redirect
  }
  get referrer() {
    return this.#whole.referrer
  }
  get referrerPolicy() {
    return this.#whole.referrerPolicy
  }
}
