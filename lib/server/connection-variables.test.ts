import { describe, expect, test } from 'vitest'
import { readConnections } from './connection-variables'
import { EnvironmentError } from './environment-error'

const complaintOf = (variables: Record<string, string>) => {
  try {
    readConnections(variables)
  } catch (error) {
    if (error instanceof EnvironmentError) return error.message
    throw error
  }
  return 'none'
}

const named = (name: string) => ({
  [`CONNECTION_${name}_KIND`]: 'openai',
  [`CONNECTION_${name}_URL`]: 'https://h.example.com/v1',
})

describe('connections of the environment', () => {
  test('have all that a page could give them', () => {
    const definitions = readConnections({
      CONNECTION_MY_AZURE_KIND: ' azure ',
      CONNECTION_MY_AZURE_URL: 'https://h.openai.azure.com/',
      CONNECTION_MY_AZURE_KEY: 'hush',
      CONNECTION_MY_AZURE_HEADERS: '{"x-team":"blue"}',
      CONNECTION_MY_AZURE_API_VERSION: '2025-03-01-preview',
      CONNECTION_MY_AZURE_NAME: 'Our Azure',
      ...named('SECOND'),
      CONNECTION_SECOND_KEY: '',
    })
    expect(definitions).toEqual([
      {
        ...{
          id: 'my-azure',
          kind: 'azure',
          name: 'Our Azure',
          url: 'https://h.openai.azure.com',
          origin: 'environment',
        },
        ...{ key: 'hush', headers: { 'x-team': 'blue' }, apiVersion: '2025-03-01-preview' },
        ...{ organization: null, project: null },
      },
      {
        ...{ id: 'second', kind: 'openai', name: 'second', url: 'https://h.example.com/v1', origin: 'environment' },
        ...{ key: '', headers: {}, apiVersion: null, organization: null, project: null },
      },
    ])
  })

  test.each([
    [{ CONNECTION_A_URL: 'https://h.example.com/v1' }, /^CONNECTION_A_KIND: /],
    [{ CONNECTION_A_KIND: 'openai' }, /^CONNECTION_A_URL: /],
    [{ ...named('A'), CONNECTION_A_KIND: 'mystery' }, /^CONNECTION_A_KIND: /],
    [{ ...named('A'), CONNECTION_A_HEADERS: '{"x-key": hush}' }, /^CONNECTION_A_HEADERS: /],
    [{ ...named('A'), CONNECTION_A_HEADERS: '["hush"]' }, /^CONNECTION_A_HEADERS: /],
    [{ ...named('A'), CONNECTION_A_URL: 'https://me:hush@h.example.com/v1' }, /^CONNECTION_A_URL: /],
    [{ ...named('A'), CONNECTION_A_KEY: 'hush\nhush' }, /^CONNECTION_A_KEY: /],
    [named('EMBEDDED'), "CONNECTION_EMBEDDED_KIND: the id 'embedded' is in use by the server itself. Choose another."],
    [named('MODELS'), "CONNECTION_MODELS_KIND: the id 'models' is in use by the server itself. Choose another."],
    [named('A'.repeat(33)), `CONNECTION_${'A'.repeat(33)}_KIND: its id has more than 32 characters.`],
    [{ ...named('A'), ...named('a') }, "CONNECTION_a_KIND: CONNECTION_A_KIND defines 'a' already."],
    [
      { ...named('APPBUILDER'), APPBUILDER_TOKEN: 'hush' },
      /^CONNECTION_APPBUILDER_KIND: the id 'appbuilder' is in use/,
    ],
    [{ CONNECTION_A_KIND: 'openai', ...named('EMBEDDED') }, /EMBEDDED_KIND: .*\nCONNECTION_A_URL: /],
  ])('of %j are refused, and no secret is repeated', (variables, complaint) => {
    const told = complaintOf(variables as unknown as Record<string, string>)
    expect(told).toMatch(complaint)
    expect(told).not.toContain('hush')
  })

  test('may have the name of a kind where nothing else has it', () => {
    expect(readConnections(named('APPBUILDER')).map(({ id }) => id)).toEqual(['appbuilder'])
  })
})
