import type * as z from 'zod'

/**
 * An optional field of which null says the same as leaving it out: some clients write out every field they have.
 * To the types it stays what it is for whoever writes requests, an optional field.
 */
export const absentWhenNull = <S extends z.ZodType>(schema: S) =>
  schema
    .nullable()
    .transform((value) => value ?? undefined)
    .optional() as unknown as z.ZodOptional<S>
