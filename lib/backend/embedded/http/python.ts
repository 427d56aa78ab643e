import type { Hono } from 'hono'
import type { PythonState } from '@/lib/protocol/python'
import type { PythonSessions } from '@/lib/backend/python/cell-result'
import { jsonAnswer } from '@/lib/backend/wire/json-answer'

const NONE: PythonState = { ok: false, sandbox: 'pyodide', message: 'This server has no code interpreter.' }

/** What runs the code interpreter's Python here, found out by trying: a `PythonState`. */
export function pythonRoute(app: Hono, python: PythonSessions | undefined) {
  app.get('/connections/:connection/python', async () => jsonAnswer(python ? await python.availability() : NONE))
}
