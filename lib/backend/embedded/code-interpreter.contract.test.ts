// Runs whose code is executed by the Python of this server, in the sessions of their threads.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { StoredFile } from '@/lib/protocol/file'
import type { Message } from '@/lib/protocol/message'
import type { Run } from '@/lib/protocol/run'
import type { Thread } from '@/lib/protocol/thread'
import { createPythonSessions } from '@/lib/backend/python/create-python-sessions'
import { pythonFolder } from '@/lib/backend/python/testing/python-folder'
import type { PythonSessions } from '@/lib/backend/python/cell-result'
import { startEmbedded, type TestBackend } from './testing/embedded'
import { codeTool } from './testing/hosted-tools'
import { call, createTapes, stop, stopForCalls, text } from './testing/tapes'
import { messagesOf, settled, stepsOf } from './testing/weather'

const offline = () => Promise.reject(new Error('There is no network in this test.'))

const tapes = createTapes()
let python: PythonSessions
let wire: TestBackend
/** One, and so one session: a process of Python takes over a second to start. */
let thread: Thread

beforeAll(async () => {
  python = createPythonSessions({ folder: pythonFolder, fetch: offline, packageBaseUrl: 'http://127.0.0.1:1/' })
  wire = await startEmbedded(tapes.models, { python })
  thread = await wire.thread({ messages: [{ role: 'user', content: 'How much?' }] })
})
afterAll(async () => {
  await wire.close()
  await python.close()
})

const cell = (code: string) => [...call(0, 'code_interpreter', JSON.stringify({ code })), stopForCalls]

async function upload(name: string, content: string): Promise<StoredFile> {
  const form = new FormData()
  form.set('purpose', 'assistants')
  form.set('file', new File([content], name))
  const response = await wire.backend(new Request('http://test/v1/files', { method: 'POST', body: form }))
  return (await response.json()) as StoredFile
}

const contentOf = async (id: string) => {
  const response = await wire.backend(new Request(`http://test/v1/files/${id}/content`))
  return { status: response.status, bytes: new Uint8Array(await response.arrayBuffer()) }
}

async function begin(fileIds: readonly string[] = []): Promise<Run> {
  const assistant = await wire.assistant({
    tools: [codeTool],
    tool_resources: { code_interpreter: { file_ids: [...fileIds] } },
  })
  return wire.run(thread.id, { assistant_id: assistant.id })
}

const again = (run: Run) => wire.run(run.thread_id, { assistant_id: run.assistant_id })

async function outputsOf(run: Run) {
  const { data } = await stepsOf(wire, run)
  return data.flatMap(({ step_details: details }) =>
    details.type === 'tool_calls'
      ? details.tool_calls.flatMap((made) => (made.type === 'code_interpreter' ? made.code_interpreter.outputs : []))
      : [],
  )
}

/** What the model was told of its calls, at its last turn. */
const toldLast = () =>
  (tapes.inputs.at(-1)?.turns ?? []).flatMap((turn) =>
    turn.role === 'calls' ? turn.calls.map(({ output }) => output) : [],
  )

describe('the code interpreter', () => {
  it('computes with the files of the assistant, keeps its session over runs, and says so when that is lost', async () => {
    const file = await upload('sales of tea.csv', 'month,sold\nJanuary,3\nFebruary,4\n')
    tapes.put(
      cell(
        'import csv\ntotal = sum(int(row["sold"]) for row in csv.DictReader(open("/mnt/data/sales of tea.csv")))\ntotal',
      ),
      [text('Seven.'), stop],
    )
    const run = await settled(wire, await begin([file.id]))
    expect(run.status).toBe('completed')
    expect(await outputsOf(run)).toEqual([{ type: 'logs', logs: '7\n' }])
    expect(JSON.stringify(tapes.inputs.at(-2))).toContain('sales of tea.csv')
    const state = await wire.call('GET', '/../api/connections/embedded/python')
    expect(state).toMatchObject({ ok: true, sandbox: 'pyodide', version: '3.14.2', packages: [] })

    tapes.put(cell('print(total * 6)'), [text('42.'), stop])
    expect(await outputsOf(await settled(wire, await again(run)))).toEqual([{ type: 'logs', logs: '42\n' }])

    python.end(run.thread_id)
    tapes.put(cell('total'), [text('It is gone.'), stop])
    const [lost] = await outputsOf(await settled(wire, await again(run)))
    expect(lost).toMatchObject({
      type: 'logs',
      logs: expect.stringContaining("NameError: name 'total' is not defined"),
    })
    expect(toldLast().at(-1)).toMatch(/^\[The session was reset/)
  })

  it('shows pictures that code has written, and offers its other files by their paths', async () => {
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"/>'
    tapes.put(
      cell(
        `open("/mnt/data/chart.svg", "w").write('${svg}')\nopen("/mnt/data/sums.csv", "w").write("a,1\\n")\nprint("done")`,
      ),
      [text('Here: [the sums](sandbox:/mnt/data/sums.csv).'), stop],
    )
    const run = await settled(wire, await begin())
    const [logs, picture] = await outputsOf(run)
    expect(logs).toMatchObject({ type: 'logs', logs: expect.stringContaining('done') })
    const pictureId = picture?.type === 'image' ? picture.image.file_id : ''
    expect(new TextDecoder().decode((await contentOf(pictureId)).bytes)).toBe(svg)
    const { data } = await messagesOf(wire, run.thread_id)
    const message = data.findLast(({ role }) => role === 'assistant') as Message
    expect(message.content[0]).toMatchObject({ type: 'image_file', image_file: { file_id: pictureId } })
    const part = message.content[1]
    const [annotation] = part?.type === 'text' ? part.text.annotations : []
    expect(annotation).toMatchObject({ type: 'file_path', text: 'sandbox:/mnt/data/sums.csv' })
    const written = (annotation as unknown as { file_path: { file_id: string } }).file_path.file_id
    expect(new TextDecoder().decode((await contentOf(written)).bytes)).toBe('a,1\n')
    const { data: files } = await wire.call<{ data: StoredFile[] }>('GET', '/files?purpose=assistants_output')
    expect(files.map(({ filename }) => filename).toSorted()).toEqual(['chart.svg', 'sums.csv'])
  })

  it('tells the model and the reader what went wrong, and that a package cannot be had offline', async () => {
    tapes.put(cell('1 / 0'), cell('import numpy'), [text('Neither worked.'), stop])
    const run = await settled(wire, await begin())
    expect(run.status).toBe('completed')
    const outputs = await outputsOf(run)
    expect(outputs[0]).toMatchObject({ logs: expect.stringMatching(/ZeroDivisionError: division by zero/) })
    expect(outputs[1]).toMatchObject({
      logs: expect.stringMatching(/numpy is not available offline: standard library only/),
    })
    expect(toldLast().join('\n')).toMatch(/ZeroDivisionError[\s\S]*numpy is not available offline/)
  })
})
