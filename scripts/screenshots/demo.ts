// A server that looks as if people had worked on it: made through the SDK, as they would have.
import OpenAI from 'openai'
import en from '@/messages/en/templates.json'
import zh from '@/messages/zh-CN/templates.json'

export type Locale = 'en' | 'zh-CN'
type Run = OpenAI.Beta.Threads.Run
type Tool = OpenAI.Beta.Assistants.FunctionTool

const catalogue = { en, 'zh-CN': zh }

/** What pictures show. */
export interface Demo {
  readonly assistant: string
  /** Begins a run that has just stopped for the outputs of two calls. */
  readonly ask: () => Promise<Run>
  /** A run that called a function and told what came of it. */
  readonly completed: Run
  /** A run whose answer is written in all of Markdown. */
  readonly markdown: Run
}

const functionTool = (name: string, description: string, properties: Record<string, unknown>): Tool => ({
  type: 'function',
  function: { name, description, parameters: { type: 'object', properties, required: Object.keys(properties) } },
})

/** Makes assistants and threads whose runs completed, failed and wait, in a reader's language. */
export async function makeDemo(url: string, locale: Locale): Promise<Demo> {
  const client = new OpenAI({ baseURL: `${url}/v1`, apiKey: 'none', maxRetries: 0 })
  const texts = catalogue[locale]
  const { emperor, orders, finance, travel: desk, scenarios } = texts
  const make = (from: { name: string; instructions: string }, model: string, tools: Tool[] = []) =>
    client.beta.assistants.create({ name: from.name, instructions: from.instructions, model, tools })
  const ask = ({ id }: { id: string }, content: string) =>
    client.beta.threads.createAndRunPoll(
      { assistant_id: id, thread: { messages: [{ role: 'user', content }] } },
      { pollIntervalMs: 200 },
    )

  await make(orders, 'scripted', [functionTool('calculate_order_total', orders.text, { items: { type: 'array' } })])
  await ask(await make(emperor, 'scripted'), emperor.draft)
  const failing = { name: scenarios['rate-limited'].title, instructions: scenarios.instructions }
  await ask(await make(failing, 'scenario/rate-limited'), scenarios.drafts['rate-limited'])
  const markdown = await ask(await make(texts.markdown, 'scenario/markdown-showcase'), texts.markdown.draft)
  const completed = await answered(client, {
    run: await ask(await make(finance, 'scripted', [contribution(finance)]), finance.draft),
    output: { contribution: 9_000, share_of_income: '15 %' },
  })
  await giveDemo(`${url}/api/connections/embedded/assistants/${completed.assistant_id}/demo`, [finance, emperor])
  const travel = await make(desk, 'scripted', [
    functionTool('get_weather', desk.weather, { city: { type: 'string', description: desk.city } }),
    functionTool('get_local_time', desk.local_time, { city: { type: 'string', description: desk.city } }),
  ])
  await ask(travel, desk.draft)
  return { assistant: travel.id, ask: () => ask(travel, desk.draft), completed, markdown }
}

const contribution = ({ function: what, income, age }: { function: string; income: string; age: string }) =>
  functionTool('calculate_retirement_contribution', what, {
    yearly_income: { type: 'number', description: income, examples: [60_000] },
    age: { type: 'integer', description: age, examples: [40] },
  })

/** What a presenter sends one by one. */
async function giveDemo(address: string, from: readonly { readonly draft: string; readonly text: string }[]) {
  const messages = from.map(({ draft, text }) => ({ text: draft, notes: text }))
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch(address, { method: 'POST', headers, body: JSON.stringify({ messages }) })
  if (!answer.ok) throw new Error(`The demo was refused: ${answer.status}`)
}

/** The run once its calls were all given that output. */
function answered(client: OpenAI, { run, output }: { run: Run; output: unknown }): Promise<Run> {
  const calls = run.required_action?.submit_tool_outputs.tool_calls
  if (!calls) throw new Error(`The run ${run.id} is ${run.status} and waits for no outputs.`)
  return client.beta.threads.runs.submitToolOutputsAndPoll(
    run.id,
    {
      thread_id: run.thread_id,
      tool_outputs: calls.map(({ id }) => ({ tool_call_id: id, output: JSON.stringify(output) })),
    },
    { pollIntervalMs: 200 },
  )
}
