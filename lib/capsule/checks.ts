// Checks of what strangers wrote, without a library: pages and the file itself read with them, too.

/** Whether a value is what should stand in its place. */
export type Check = (value: unknown) => boolean

export type Json = Readonly<Record<string, unknown>>

export const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const isText: Check = (value) => typeof value === 'string'
export const isNumber: Check = (value) => typeof value === 'number' && Number.isFinite(value)

/** A moment that can be written as a date. */
export const isMoment: Check = (value) => isNumber(value) && Math.abs(Number(value)) <= 8.64e15
export const isSeconds: Check = (value) => isNumber(value) && Math.abs(Number(value)) <= 8.64e12

/** Ids stand in addresses and are names in objects, where none may be a name that every object has. */
export const isId: Check = (value) =>
  typeof value === 'string' && /^[^\s\p{Cc}]{1,200}$/u.test(value) && !(value in Object.prototype)

export const orNull =
  (check: Check): Check =>
  (value) =>
    value === null || check(value)

/** It may be missing, or null, which is as much. */
export const maybe =
  (check: Check): Check =>
  (value) =>
    value === undefined || value === null || check(value)

export const oneOf =
  (...values: readonly unknown[]): Check =>
  (value) =>
    values.includes(value)

export const listOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check)

export const recordOf =
  (check: Check): Check =>
  (value) =>
    isJson(value) && Object.values(value).every(check)

/** An object with these fields, and any besides. */
export const shape = (fields: Readonly<Record<string, Check>>): Check => {
  const checks = Object.entries(fields)
  return (value) => isJson(value) && checks.every(([name, check]) => check(value[name]))
}

/** An object whose `type` says which field it has, and what that is; one of another type passes with any object. */
export const byType =
  (kinds: Readonly<Record<string, Check>>): Check =>
  (value) => {
    if (!isJson(value) || typeof value['type'] !== 'string') return false
    const { type } = value
    return Object.hasOwn(kinds, type) && kinds[type] !== undefined && kinds[type](value[type])
  }
