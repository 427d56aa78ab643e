import { expect, it, onTestFinished } from 'vitest'
import { startEmbedded } from '@/lib/backend/embedded/testing/embedded'
import { createTapes } from '@/lib/backend/embedded/testing/tapes'
import { createApi } from './api'
import { sameAssistant } from './same-assistant'

it('finds the assistant that a template made before, as long as nobody has changed it', async () => {
  const wire = await startEmbedded(createTapes().models)
  onTestFinished(() => wire.close())
  const api = createApi('embedded', (path, init) => wire.backend(new Request(`http://playground.test${path}`, init)))
  const parameters = { type: 'object', properties: { city: { type: 'string', description: 'City' } } }
  const tools = [{ type: 'function' as const, function: { name: 'get_weather', description: 'Weather', parameters } }]
  const body = { model: 'tape', name: 'Travel desk', instructions: 'Help.', tools }
  expect(await sameAssistant(api, body)).toBeUndefined()
  const { id } = await wire.assistant(body)
  await wire.assistant({ ...body, name: 'Other' })
  expect(await sameAssistant(api, body)).toMatchObject({ id })
  expect(await sameAssistant(api, { ...body, instructions: 'Hilf.' })).toBeUndefined()
  await api.assistants.modify(id, { temperature: 0.2 })
  expect(await sameAssistant(api, body)).toBeUndefined()
})
