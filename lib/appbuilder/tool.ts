import * as z from 'zod'

/** What else a schema says is sent as it is; the Python SDK would leave it out. */
const jsonSchemaParam = z.looseObject({
  type: z.string().default('object'),
  properties: z.record(z.string(), z.unknown()).nullable().default(null),
  required: z.array(z.string()).nullable().default(null),
})

const exampleSchema = z.object({
  role: z.string().default('user'),
  content: z.string(),
  function_call: z.object({ name: z.string(), arguments: z.string() }),
})

/** A function as the model gets it. `responses` describes what it returns, `examples` show when to call it. */
const functionParam = z.object({
  name: z.string(),
  description: z.string(),
  parameters: jsonSchemaParam.nullable().default(null),
  responses: jsonSchemaParam.nullable().default(null),
  examples: z.array(z.array(exampleSchema)).nullable().default(null),
})

export const toolParam = z.object({ type: z.string().default('function'), function: functionParam })

/** As answers carry it: other kinds of tools, and functions with less or more than the documented fields. */
export const toolSchema = z.looseObject({
  type: z.string().default('function'),
  function: z
    .looseObject({
      name: z.string(),
      description: z.string().nullish(),
      parameters: z.record(z.string(), z.unknown()).nullish(),
      responses: z.record(z.string(), z.unknown()).nullish(),
      examples: z.array(z.array(z.looseObject({}))).nullish(),
    })
    .nullish(),
})
