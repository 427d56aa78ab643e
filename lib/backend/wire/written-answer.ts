/**
 * A `Response` of JSON whose text is at hand, for whoever sends it. The platform's own has a stream made of its text at
 * once, from which it would have to be read again; here that is made for whoever asks.
 */
export class WrittenAnswer extends Response {
  readonly written: string
  #made: Response | undefined

  constructor(written: string, headers: HeadersInit = { 'content-type': 'application/json' }) {
    super(null, { headers })
    this.written = written
  }

  get #whole(): Response {
    return (this.#made ??= new Response(this.written))
  }

  override get body() {
    return this.#whole.body
  }
  override get bodyUsed() {
    return this.#made?.bodyUsed ?? false
  }
  override clone() {
    return new WrittenAnswer(this.written, this.headers)
  }
  override arrayBuffer() {
    return this.#whole.arrayBuffer()
  }
  override blob() {
    return this.#whole.blob()
  }
  override bytes() {
    return this.#whole.bytes()
  }
  override formData() {
    return this.#whole.formData()
  }
  override json() {
    return this.#whole.json()
  }
  override text() {
    return this.#whole.text()
  }
}
