import { Ajv } from 'ajv'
import { createTranslator } from 'next-intl'
import { describe, expect, it } from 'vitest'
import { locales } from '@/lib/i18n/locale'
import { loadMessages } from '@/lib/i18n/messages'
import { createAssistantBody } from '@/lib/protocol/assistant'
import { exampleOutputOf, parsedJsonOf } from '@/lib/inspector/example-output'
import { responseSchemaOf } from '@/lib/run/response-schema'
import { orderTotal as original } from '@/lib/protocol/testing/order-total'
import { orderTotal } from './order-total'
import { assistantOf, scenarioAssistant, scenarios, templates } from './templates'

const translator = async (locale: (typeof locales)[number]) =>
  createTranslator({ locale, messages: await loadMessages(locale), namespace: 'templates' })

/** The examples need none. */
const noWords = { weather: '', person: '', title: '', city: '', done: '' }

describe.each(locales)('templates in %s', (locale) => {
  it.each(templates.map((template) => [template.id, template] as const))(
    '%s is accepted by the wire',
    async (_, template) => {
      const body = assistantOf(template, { t: await translator(locale), model: 'scripted' })
      expect(createAssistantBody.parse(body)).toEqual(body)
    },
  )

  it('have an answer in the form for every function, with the arguments of the call', async () => {
    const t = await translator(locale)
    const functions = templates.flatMap(({ functions: made }) => made?.(t) ?? [])
    expect(functions.length).toBeGreaterThan(0)
    for (const { name, parameters } of functions) {
      const tools = [{ type: 'function' as const, function: { name, parameters } }]
      const schema = responseSchemaOf(tools, name)
      const call = { id: 'call_1', type: 'function' as const, function: { name, arguments: '{"city":"Tokyo"}' } }
      const output = parsedJsonOf(exampleOutputOf(call, { schema, words: noWords }))
      expect(new Ajv({ strict: false }).validate(schema ?? false, output), name).toBe(true)
      if ('city' in (parameters?.properties as object)) expect(output).toMatchObject({ city: 'Tokyo' })
    }
  })

  it.each(scenarios)('the scenario %s is accepted by the wire', async (scenario) => {
    const body = scenarioAssistant(scenario, await translator(locale))
    expect(createAssistantBody.parse(body)).toEqual(body)
  })

  it('each scenario begins with words of its own', async () => {
    const t = await translator(locale)
    expect(new Set(scenarios.map((scenario) => t(`scenarios.drafts.${scenario}`))).size).toBe(scenarios.length)
  })

  it.runIf(locale === 'en')('are in the language of the page', async () => {
    const t = await translator(locale)
    const { instructions, ...rest } = assistantOf(templates[0]!, { t, model: 'scripted' })
    expect(JSON.stringify([instructions, rest, t('orders.title'), t('orders.draft')])).not.toMatch(/\p{Script=Han}/u)
  })
})

it('the calculator is in Chinese what the course has', async () => {
  expect(orderTotal(await translator('zh-CN'))).toEqual(original)
})
