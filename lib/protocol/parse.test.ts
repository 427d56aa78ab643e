import { describe, expect, it } from 'vitest'
import type * as z from 'zod'
import { createAssistantBody } from './assistant'
import { ApiError } from './error'
import { listQuery } from './list'
import { parse } from './parse'

function refusalOf(schema: z.ZodType, value: unknown) {
  try {
    parse(schema, value)
  } catch (error) {
    if (error instanceof ApiError) return { message: error.message, param: error.body.param, code: error.body.code }
    throw error
  }
  return undefined
}

describe('what is said of a request that is wrong', () => {
  it.each([
    [{ type: 'zzz' }, 'response_format.type', 'invalid_value', "Supported values are: 'text', 'json_object', and"],
    [{ type: 'json_schema' }, 'response_format.json_schema', 'missing_required_parameter', 'Missing required'],
    [{ type: 'text', more: 1 }, 'response_format.more', 'unknown_parameter', 'Unknown parameter'],
    ['json', 'response_format', 'invalid_value', "Supported values are: 'auto'."],
  ])('names what is wrong with response_format %j', (response_format, param, code, text) => {
    const refusal = refusalOf(createAssistantBody, { model: 'm', response_format })
    expect(refusal).toMatchObject({ param, code })
    expect(refusal?.message).toContain(text)
  })

  it('tells of a key that is too long as of the object that has it', () => {
    expect(refusalOf(createAssistantBody, { model: 'm', metadata: { ['k'.repeat(65)]: 'v' } })).toEqual({
      message:
        "Invalid 'metadata': string too long. Expected a string with maximum length 64, but got a string with length 65 instead.",
      param: 'metadata',
      code: 'string_above_max_length',
    })
  })

  it.each([
    [[], 'an array'],
    [null, 'null'],
  ])('calls a body that is %j a body', (body, kind) => {
    expect(refusalOf(createAssistantBody, body)).toEqual({
      message: `Invalid type for the request body: expected an object, but got ${kind} instead.`,
      param: null,
      code: 'invalid_type',
    })
  })

  it.each([
    [1.5, 'an integer', 'a number'],
    [Infinity, 'a number', 'a number that is too large'],
    ['Infinity', 'a number', 'a string'],
    ['', 'a number', 'an empty string'],
  ])('calls %j what it is', (limit, expected, got) => {
    const message = `Invalid type for 'limit': expected ${expected}, but got ${got} instead.`
    expect(refusalOf(listQuery, { limit })?.message).toBe(message)
  })
})
