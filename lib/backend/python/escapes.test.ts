import { describe } from 'vitest'
import { describeAttacks } from './testing/describe-attacks'
import { pyodideAttacks, pyodideImports, someOf } from './testing/pyodide-attacks'
import { systemAttacks, systemImports } from './testing/system-attacks'

describe('Pyodide behind the strongest wall there is', () =>
  describeAttacks({ attacks: pyodideAttacks, sandbox: {}, imports: pyodideImports }))

// All of these run in the chaos suite.
describe('Pyodide without a wall of the system', () => {
  const sandbox = { node: { walls: ['none'] } } as const
  describeAttacks({ attacks: someOf(pyodideAttacks), sandbox, imports: pyodideImports })
})

describe("the system's Python behind bubblewrap", () =>
  describeAttacks({ attacks: someOf(systemAttacks), sandbox: { sandbox: 'bwrap' }, imports: systemImports }))
