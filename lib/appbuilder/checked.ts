import type * as z from 'zod'
import { AppBuilderInputError } from './error'

/** The request's body with its defaults. Throws `AppBuilderInputError` for the first thing wrong. */
export function checked<S extends z.ZodType>(schema: S, params: unknown): z.output<S> {
  const result = schema.safeParse(params)
  if (result.success) return result.data
  const [issue] = result.error.issues
  throw new AppBuilderInputError(nameOf(issue?.path ?? []), issue?.message ?? 'is not valid.')
}

/** `tools[0].function.name` */
const nameOf = (path: readonly PropertyKey[]) =>
  path.reduce<string>(
    (name, key) => (typeof key === 'number' ? `${name}[${key}]` : name ? `${name}.${String(key)}` : String(key)),
    '',
  )
