import { describe } from 'vitest'
import { describeAttacks } from './testing/describe-attacks'
import { pyodideAttacks, pyodideImports } from './testing/pyodide-attacks'
import { systemAttacks, systemImports } from './testing/system-attacks'

describe('Pyodide without a wall of the system', () => {
  const sandbox = { node: { walls: ['none'] } } as const
  describeAttacks({ attacks: pyodideAttacks, sandbox, imports: pyodideImports })
})

describe("the system's Python behind bubblewrap", () =>
  describeAttacks({ attacks: systemAttacks, sandbox: { sandbox: 'bwrap' }, imports: systemImports }))
