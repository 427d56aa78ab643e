import { describe } from 'vitest'
import { defaultLimits } from './limits'
import { createSystemPython } from './system/system-python'
import { describeAttacks } from './testing/describe-attacks'
import { pyodideAttacks, pyodideImports, someOf } from './testing/pyodide-attacks'
import { systemAttacks, systemImports } from './testing/system-attacks'

/** Not every machine lets an ordinary user have namespaces. */
const found = await createSystemPython({ limits: defaultLimits }).find()

describe('Pyodide behind the strongest wall there is', () =>
  describeAttacks({ attacks: pyodideAttacks, sandbox: {}, imports: pyodideImports }))

// All of these run in the chaos suite. What ends a session is its own process, whatever stands around that:
// it is looked at above.
describe('Pyodide without a wall of the system', () => {
  const sandbox = { node: { walls: ['none'] } } as const
  const attacks = { ...someOf(pyodideAttacks), interrupted: [], fatal: [], ended: [] }
  describeAttacks({ attacks, sandbox, imports: pyodideImports })
})

describe.skipIf(!found.ok)(`the system's Python behind bubblewrap${found.ok ? '' : `: ${found.message}`}`, () =>
  describeAttacks({ attacks: someOf(systemAttacks), sandbox: { sandbox: 'bwrap' }, imports: systemImports }),
)
