import * as z from 'zod'

/**
 * An object with keys of the caller's choosing. zod would silently drop a key named `__proto__`: it is refused instead.
 */
export const openRecord = <K extends z.core.$ZodRecordKey & z.ZodType, V extends z.ZodType>(key: K, value: V) =>
  z
    .custom<z.input<z.ZodRecord<K, V>>>((found) => !hasProto(found), {
      error: "the key '__proto__' is not supported.",
      params: { code: 'invalid_value' },
    })
    .pipe(z.record(key, value))

const hasProto = (value: unknown) => typeof value === 'object' && value !== null && Object.hasOwn(value, '__proto__')
