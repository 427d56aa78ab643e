import { sql } from 'kysely'
import { expect, it, onTestFinished } from 'vitest'
import { compiled } from './compiled'
import { type ConnectionDb, createConnectionDb, inTransaction } from './connection-db'
import { openSqlite } from './open-sqlite'
import { refuseWrites } from './refuse-writes'
import { temporaryFolder } from './testing/databases'
import { createTransactionScope } from './transaction-scope'

async function openNotes(reason: () => string | undefined = () => undefined) {
  const db = await openSqlite(await temporaryFolder(), createTransactionScope())
  onTestFinished(() => db.destroy())
  await sql`create table records (connection_id text, kind text, id text, owner text, position integer, document text)
  `.execute(db)
  return createConnectionDb(db.withPlugin(refuseWrites(reason)), 'embedded')
}

interface Note {
  readonly id: string
  readonly position: number
}

let built = 0

const insertNote = compiled<Note>((db, note) => {
  built += 1
  return db.insertInto('records', { ...note, kind: 'note', owner: note.id, document: '{}' }).compile()
})

const selectIds = compiled<{ readonly from: number }, { readonly id: string }>((db, { from }, [kind = '']) =>
  db.selectFrom('records').select('id').where('kind', '=', kind).where('position', '>=', from).compile(),
)

it('is built once for a store, its transactions included, and given its values each time', async () => {
  const db = await openNotes()
  built = 0
  await insertNote(db, { id: 'a', position: 1 })
  await inTransaction(db, (own) => insertNote(own, { id: 'b', position: 2 }))
  expect((await insertNote(db, { id: 'c', position: 3 })).numAffectedRows).toBe(1n)
  expect(built).toBe(1)
  expect((await selectIds(db, { from: 2 }, ['note'])).rows).toEqual([{ id: 'b' }, { id: 'c' }])
  expect((await selectIds(db, { from: 2 }, ['other'])).rows).toEqual([])
})

it('is refused behind the transaction that it was to be a part of', async () => {
  const db = await openNotes()
  let kept: ConnectionDb | undefined
  await inTransaction(db, async (own) => void (kept = own))
  await expect(insertNote(kept!, { id: 'a', position: 1 })).rejects.toThrow('The transaction is over')
  expect((await selectIds(db, { from: 0 }, ['note'])).rows).toEqual([])
})

it('is built each time where a value is an expression', async () => {
  const db = await openNotes()
  const insertAt = compiled<{ readonly id: string; readonly position: number | ReturnType<typeof sql<number>> }>(
    (db, note) => db.insertInto('records', { ...note, kind: 'note', owner: '', document: '{}' }).compile(),
  )
  await insertAt(db, { id: 'a', position: sql<number>`3 + 4` })
  await insertAt(db, { id: 'b', position: sql<number>`8 + 1` })
  expect((await selectIds(db, { from: 8 }, ['note'])).rows).toEqual([{ id: 'b' }])
})

it('is refused as soon as writes are, though it was executed before', async () => {
  let isLost = false
  const db = await openNotes(() => (isLost ? 'The file is gone.' : undefined))
  await insertNote(db, { id: 'a', position: 1 })
  isLost = true
  await expect(insertNote(db, { id: 'b', position: 2 })).rejects.toThrow('deleted or replaced')
  expect((await selectIds(db, { from: 0 }, ['note'])).rows).toEqual([{ id: 'a' }])
})
