// What the process says. As text it is what it always was; as JSON each line is one object, and requests and runs have
// lines of their own: never what they contain.
import { format } from 'node:util'

export type LogFormat = 'json' | 'text'

type Level = 'info' | 'warn' | 'error'

export interface Log {
  /** Writes a line of facts, where lines are JSON. */
  line(message: 'request' | 'run', facts: Readonly<Record<string, string | number | null>>): void
  readonly isStructured: boolean
  /** How many errors were told to the operator since the start. */
  errors(): number
}

interface Outputs {
  readonly out: (text: string) => void
  readonly error: (text: string) => void
  readonly now: () => Date
}

type Console = Pick<typeof console, 'log' | 'info' | 'warn' | 'error'>

const toProcess: Outputs = {
  out: (text) => void process.stdout.write(text),
  error: (text) => void process.stderr.write(text),
  now: () => new Date(),
}

/** From now on all that is said through the console, by whomever, goes this way. */
export function takeOverConsole(how: LogFormat, console: Console = globalThis.console, outputs = toProcess): Log {
  let errors = 0
  const write = (level: Level, message: string, facts: object) => {
    const text = `${JSON.stringify({ time: outputs.now().toISOString(), level, message, ...facts })}\n`
    if (level === 'info') outputs.out(text)
    else outputs.error(text)
  }
  const said =
    (level: Level, before: (...words: unknown[]) => void) =>
    (...words: unknown[]) => {
      if (level === 'error') errors += 1
      if (how === 'text') return before(...words)
      const errorsSaid = words.filter((word) => word instanceof Error)
      const message = format(...words.filter((word) => !(word instanceof Error)))
      write(level, message, errorsSaid[0] ? { error: factsOf(errorsSaid[0]) } : {})
    }
  console.error = said('error', console.error.bind(console))
  if (how === 'json') {
    console.log = said('info', console.log.bind(console))
    console.info = said('info', console.info.bind(console))
    console.warn = said('warn', console.warn.bind(console))
  }
  return {
    isStructured: how === 'json',
    line(message, facts) {
      if (how === 'json') write('info', message, facts)
    },
    errors: () => errors,
  }
}

const factsOf = ({ name, message, stack, cause }: Error): object => ({
  ...{ name, message },
  ...(stack !== undefined && { stack }),
  ...(cause instanceof Error && { cause: { name: cause.name, message: cause.message } }),
})
