import type { DamagedRow } from '@/lib/protocol/playground'

const inWords: Readonly<Record<DamagedRow['reason'], string>> = {
  no_json: 'no JSON',
  wrong_json: 'not what belongs there',
  wrong_column: 'a column beside it holds what cannot be',
}

/** What the operator reads of a damaged row in the database of this name. */
export function damageLine(
  name: string,
  connection: string,
  { table, id, reason, first_seq, last_seq }: DamagedRow,
): string {
  const events = first_seq === undefined ? '' : `, events ${first_seq} to ${last_seq}`
  return (
    `Damaged in ${name}, connection ${connection}: table ${table}, ${id}${events} (${inWords[reason]}). ` +
    'It is left out and stays where it is; stop the server and look at it with: npm run doctor.'
  )
}
