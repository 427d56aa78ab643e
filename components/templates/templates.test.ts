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
import { respondersBody } from '@/lib/protocol/responder'
import { sampleFiles } from './sample-files'
import { rulesOf } from './template-rules'
import { assistantOf, functionsOf, resourcesOf, scenarioAssistant } from './template-bodies'
import { scenarios, templates, templatesFor } from './templates'

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
    const offered = templatesFor({ kind: 'embedded', capabilities: { ...everything, hosted_tools: false } })
    const functions = offered.flatMap((template) => functionsOf(template, t))
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

  it('have rules for every function, which the server takes', async () => {
    const t = await translator(locale)
    for (const each of [...templates, ...templatesFor({ kind: 'appbuilder', capabilities: nothing })]) {
      const rules = rulesOf(each.id, locale)
      expect(respondersBody.safeParse({ functions: rules }).error).toBeUndefined()
      const names = functionsOf(each, t).map(({ name }) => name)
      expect(names, 'the card names them').toEqual(each.functions ?? [])
      if (each.functions) expect(rules.map((rule) => rule.function)).toEqual(names)
    }
  })

  it('answer with what their functions say that they return', async () => {
    const t = await translator(locale)
    const find = functionsOf(
      templates.find(({ id }) => id === 'approval')!,
      t,
    )[0]!
    const [table] = rulesOf('approval', locale)[0]!.rules
    const output = table?.kind === 'lookup' ? table.entries[0]?.output : undefined
    const schema = responseSchemaOf([{ type: 'function', function: find }], find.name)
    expect(new Ajv({ strict: false }).validate(schema ?? false, JSON.parse(output ?? ''))).toBe(true)
  })

  it.each(scenarios)('the scenario %s is accepted by the wire', async (scenario) => {
    const body = scenarioAssistant(scenario, await translator(locale))
    expect(createAssistantBody.parse(body)).toEqual(body)
  })

  it('each scenario begins with words of its own', async () => {
    const t = await translator(locale)
    expect(new Set(scenarios.map((scenario) => t(`scenarios.drafts.${scenario}`))).size).toBe(scenarios.length)
  })

  it.each(templates.map((template) => [template.id, template] as const))(
    '%s is in the language of the page',
    async (id, template) => {
      const t = await translator(locale)
      const body = assistantOf(template, { t, model: 'scripted' })
      const words = [body.name, body.instructions, t(`${id}.title`), t(`${id}.draft`)]
      for (const each of words) expect(/\p{Script=Han}/u.test(each ?? ''), each ?? '').toBe(locale === 'zh-CN')
    },
  )
})

const nothing = { hosted_tools: false, files: false, vector_stores: false }
const everything = { hosted_tools: true, files: true, vector_stores: true }

it('offers what works on a connection, the finance bot with a function where no code can be run', () => {
  const idsOf = (kind: 'embedded' | 'appbuilder', capabilities: typeof everything) =>
    templatesFor({ kind, capabilities }).map(({ id, hosted }) => (hosted ? `${id} ${hosted}` : id))
  const most = [
    'orders',
    'finance code_interpreter',
    'travel',
    'documents file_search',
    'approval',
    'slow',
    'chart code_interpreter',
    'emperor',
    'markdown',
  ]
  expect(idsOf('embedded', everything)).toEqual(most)
  expect(idsOf('appbuilder', everything)).toEqual(most.filter((id) => id !== 'slow' && id !== 'markdown'))
  const none = { hosted_tools: false, files: true, vector_stores: false }
  expect(idsOf('appbuilder', none)).toEqual(['orders', 'finance', 'travel', 'approval', 'emperor'])
  expect(templatesFor({ kind: 'appbuilder', capabilities: none })[1]!.functions).toBeDefined()
})

it('has files for templates that need some, and gives them to the tool', () => {
  expect(sampleFiles('documents', 'en').map(({ name }) => name)).toEqual(['team-handbook.md', '出差与报销办法.md'])
  expect(sampleFiles('table', 'en')[0]!.text).toMatch(/^month,green tea,black tea,oolong\nJanuary,1240,860,410\n/)
  expect(sampleFiles('table', 'zh-CN')[0]!.text).toMatch(/^月份,绿茶,红茶,乌龙茶\n1月,1240,860,410\n/)
  expect(resourcesOf('file_search', ['file-1'])).toEqual({ file_search: { vector_stores: [{ file_ids: ['file-1'] }] } })
  expect(resourcesOf('code_interpreter', ['file-1'])).toEqual({ code_interpreter: { file_ids: ['file-1'] } })
})

it('the calculator is in Chinese what the course has', async () => {
  expect(orderTotal(await translator('zh-CN'))).toEqual(original)
})
