import { Ajv } from 'ajv'
import { createTranslator } from 'next-intl'
import { describe, expect, it } from 'vitest'
import { checkShape, functionShape } from '@/components/json/check-shape'
import { locales } from '@/lib/i18n/locale'
import { loadMessages } from '@/lib/i18n/messages'
import { createAssistantBody } from '@/lib/protocol/assistant'
import { RESPONSE_KEY } from '@/lib/run/response-schema'
import { toJson } from './function-draft'
import { fieldsOf, sourceOf } from './function-fields'
import { definitionOf, functionTemplates, signatureOf } from './function-templates'

describe.each(locales)('function templates in %s', (locale) => {
  const t = async () =>
    createTranslator({ locale, messages: await loadMessages(locale), namespace: 'assistants.gallery' })

  it.each(functionTemplates)('%s is accepted by the wire and by the form', async (template) => {
    const definition = definitionOf(template, await t())
    expect(checkShape(toJson(definition), functionShape)).toBeUndefined()
    const tools = [{ type: 'function', function: definition }]
    expect(createAssistantBody.parse({ model: 'scripted', tools }).tools).toEqual(tools)
  })

  it.each(functionTemplates)('%s is written as a form, and loses nothing', async (template) => {
    const definition = definitionOf(template, await t())
    const fields = fieldsOf(toJson(definition))
    expect(JSON.parse(fields ? sourceOf(fields) : '')).toEqual(definition)
  })

  it.each(functionTemplates)('%s has example answers that follow its response schema', async (template) => {
    const { parameters } = definitionOf(template, await t())
    const { examples, ...schema } = parameters?.[RESPONSE_KEY] as { readonly examples: readonly unknown[] }
    expect(examples.length).toBeGreaterThan(0)
    for (const each of examples) expect(new Ajv().validate(schema, each), JSON.stringify(each)).toBe(true)
  })
})

it('tells how a function is called', () => {
  const parameters = { type: 'object', properties: { a: {}, b: {} }, required: ['a'] }
  expect(signatureOf({ name: 'f', parameters })).toBe('f(a, b?)')
  expect(signatureOf({ name: 'g' })).toBe('g()')
})
