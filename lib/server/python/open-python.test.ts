import { expect, it } from 'vitest'
import { pythonLine } from '../doctor/python-line'
import { sayWithoutPython } from './open-python'

const message = 'PYTHON_SANDBOX=bwrap needs bubblewrap.'
const none = { availability: async () => ({ ok: false, sandbox: 'bwrap', message }) as const }

it('says at the start that a chosen sandbox is not there, and asks about none that nobody chose', async () => {
  const said: string[] = []
  await sayWithoutPython(none, { PYTHON_SANDBOX: 'bwrap' }, (line) => said.push(line))
  await sayWithoutPython(none, { PYTHON_SANDBOX: 'pyodide' }, (line) => said.push(line))
  expect(said).toEqual([`The code interpreter will not run. ${message}`])
})

it('tells the operator which Python runs, behind what, and with which packages', () => {
  expect(pythonLine({ ok: false, sandbox: 'bwrap', message })).toBe(`The code interpreter cannot run. ${message}`)
  const found = { ok: true, version: '3.11.2', packages: ['numpy', 'pandas'] } as const
  expect(pythonLine({ ...found, sandbox: 'bwrap', wall: 'bwrap' })).toBe(
    "The code interpreter runs the system's Python 3.11.2, behind bubblewrap. Packages that are here: numpy, pandas.",
  )
  expect(pythonLine({ ...found, sandbox: 'pyodide', wall: 'none', packages: [] })).toMatch(
    /confined by Node's permission model alone.*none but the standard library\.$/,
  )
})
