import { describe } from 'vitest'
import { defaultLimits } from './limits'
import { createSystemPython } from './system/system-python'
import { describeAttacks } from './testing/describe-attacks'
import { pyodideAttacks, pyodideImports } from './testing/pyodide-attacks'
import { systemAttacks, systemImports } from './testing/system-attacks'

/** Not every machine lets an ordinary user have namespaces. */
const found = await createSystemPython({ limits: defaultLimits }).find()

describe('Pyodide without a wall of the system', () => {
  const sandbox = { node: { walls: ['none'] } } as const
  describeAttacks({ attacks: pyodideAttacks, sandbox, imports: pyodideImports })
})

describe.skipIf(!found.ok)(`the system's Python behind bubblewrap${found.ok ? '' : `: ${found.message}`}`, () =>
  describeAttacks({ attacks: systemAttacks, sandbox: { sandbox: 'bwrap' }, imports: systemImports }),
)
