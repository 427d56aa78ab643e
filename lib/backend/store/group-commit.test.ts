import { describe, expect, it } from 'vitest'
import type { Connection } from './group-commit'
import { createBusyRetry } from './busy-retry'
import { createUnits } from './sqlite-units'

/** A connection that writes down what it is told, and fails where the test says so. */
function scripted(failOn: (sql: string) => 'statement' | 'everything' | undefined = () => undefined) {
  const said: string[] = []
  let isOpen = false
  const connection: Connection = {
    inTransaction: () => isOpen,
    execute(sql) {
      said.push(sql)
      const failure = failOn(sql)
      if (failure === 'everything') isOpen = false
      if (failure) throw new Error(`${sql} failed`)
      if (sql === 'begin immediate') isOpen = true
      if (sql === 'commit' || sql === 'rollback') isOpen = false
      return { rows: [] }
    },
  }
  const units = createUnits(connection, createBusyRetry({ now: () => 0, sleep: async () => undefined }))

  /** As Kysely drives a connection. */
  async function transaction(...statements: readonly string[]) {
    const unit = units.createUnit()
    try {
      await unit.begin()
      try {
        for (const sql of statements) await unit.execute(sql, [])
        await unit.commit()
      } catch (error) {
        unit.rollback()
        throw error
      }
    } finally {
      unit.release()
    }
  }

  async function single(sql: string) {
    const unit = units.createUnit()
    try {
      await unit.execute(sql, [])
    } finally {
      unit.release()
    }
  }

  const count = (sql: string) => said.filter((line) => line === sql).length
  return { said, units, transaction, single, count }
}

const outcomes = async (...work: readonly Promise<unknown>[]) =>
  (await Promise.allSettled(work)).map(({ status }) => status)

describe('units of work on one connection', () => {
  it('commits one that is alone at once', async () => {
    const { said, transaction, single } = scripted()
    await transaction('write')
    await single('read')
    expect(said).toEqual(['begin immediate', 'savepoint unit', 'write', 'release unit', 'commit', 'read'])
  })

  it('commits those that wait for each other together, in the order in which they came', async () => {
    const { said, transaction, single } = scripted()
    await Promise.all([transaction('a1', 'a2'), single('b'), transaction('c')])
    expect(said).toEqual([
      'begin immediate',
      'savepoint unit',
      'a1',
      'a2',
      'release unit',
      'b',
      'savepoint unit',
      'c',
      'release unit',
      'commit',
    ])
  })

  it('commits statements together as well, when they wait for each other', async () => {
    const { said, single } = scripted()
    await Promise.all([single('a'), single('b'), single('c')])
    expect(said).toEqual(['begin immediate', 'a', 'b', 'c', 'commit'])
  })

  it('takes along who begins in the same turn of the event loop, after the first was over', async () => {
    const { said, transaction, single, count } = scripted()
    const first = transaction('a')
    while (!said.includes('release unit')) await Promise.resolve()
    await Promise.all([first, transaction('b'), single('c')])
    expect(count('commit')).toBe(1)
    expect(said.at(-1)).toBe('commit')
  })

  it('does not commit a transaction in its middle', async () => {
    const { said, units, transaction } = scripted()
    const first = transaction('a')
    const slow = units.createUnit()
    await slow.begin()
    await new Promise((resolve) => setImmediate(resolve))
    expect(said).not.toContain('commit')
    await Promise.all([slow.commit(), first])
    slow.release()
    expect(said.at(-1)).toBe('commit')
  })

  it('does not let the first wait for more than a group', async () => {
    const { transaction, count } = scripted()
    await Promise.all(Array.from({ length: 100 }, () => transaction('write')))
    expect(count('commit')).toBe(Math.ceil(100 / 32))
  })

  it('takes back only what failed', async () => {
    const { said, transaction, single } = scripted((sql) => (sql.startsWith('bad') ? 'statement' : undefined))
    const all = await outcomes(transaction('a'), transaction('bad1', 'never'), single('bad2'), transaction('d'))
    expect(all).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled'])
    expect(said).not.toContain('never')
    expect(said.filter((sql) => sql !== 'savepoint unit')).toEqual([
      'begin immediate',
      'a',
      'release unit',
      'bad1',
      'rollback to unit',
      'release unit',
      'bad2',
      'd',
      'release unit',
      'commit',
    ])
  })

  it('tells everybody of the group when it could not be committed', async () => {
    const { transaction, single, count } = scripted((sql) => (sql === 'commit' ? 'statement' : undefined))
    const all = await outcomes(transaction('a'), single('b'), transaction('c'))
    expect(all).toEqual(['rejected', 'rejected', 'rejected'])
    expect(count('rollback')).toBe(1)
  })

  it('tells everybody whose writes an error took back, and starts anew with the next', async () => {
    const { said, transaction } = scripted((sql) => (sql === 'full' ? 'everything' : undefined))
    const all = await outcomes(transaction('a'), transaction('full'), transaction('c'))
    expect(all).toEqual(['rejected', 'rejected', 'fulfilled'])
    const afterwards = said.slice(said.indexOf('full') + 1)
    expect(afterwards).toEqual(['begin immediate', 'savepoint unit', 'c', 'release unit', 'commit'])
  })

  it('refuses further statements of a transaction that the database has rolled back', async () => {
    const { units, said } = scripted((sql) => (sql === 'full' ? 'everything' : undefined))
    const unit = units.createUnit()
    await unit.begin()
    await expect(unit.execute('full', [])).rejects.toThrow('full failed')
    await expect(unit.execute('write', [])).rejects.toThrow('rolled this transaction back')
    await expect(unit.commit()).rejects.toThrow('rolled this transaction back')
    unit.rollback()
    unit.release()
    expect(said).not.toContain('write')
  })

  it('goes on after a transaction that could not begin', async () => {
    let isLocked = true
    const { transaction } = scripted((sql) => (isLocked && sql === 'begin immediate' ? 'statement' : undefined))
    await expect(transaction('a')).rejects.toThrow('begin immediate failed')
    isLocked = false
    await transaction('b')
  })

  it('closes after all who asked before', async () => {
    const { said, units, transaction } = scripted()
    const work = [transaction('a'), transaction('b')]
    await Promise.all([...work, units.alone(() => said.push('closed'))])
    expect(said.slice(-2)).toEqual(['commit', 'closed'])
  })
})
