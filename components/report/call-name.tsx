interface CallNameProps {
  readonly name: string
  /** What it was called with, in short. */
  readonly input: string | null
}

/** A call as code writes it: `get_weather(Hangzhou)`. Props: name, input. */
export function CallName({ name, input }: CallNameProps) {
  return (
    <code className="font-mono text-meta">
      {name}
      {input !== null && <span className="text-muted">({input})</span>}
    </code>
  )
}
