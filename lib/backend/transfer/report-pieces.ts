// The objects that a report names, all of them, in pieces: there may be more than fit into one document.
import type { TransferTally } from '@/lib/protocol/transfer'
import type { Store } from '@/lib/backend/store/store'
import type { Named } from './tally'
import type { Job, ReportPart } from './transfer-job'

const kindOf = (id: string, part: ReportPart) => `transfer.report.${part}.${id}`

type Records = Pick<Store, 'records'>

export const putPiece = (
  { records }: Records,
  { id }: Job,
  place: { part: ReportPart; number: number; named: Named },
) => records.put({ kind: kindOf(id, place.part), id: String(place.number), owner: id }, place.named)

/** The transfer as JSON, written while its pieces are read. `told` is what pages see of it. */
export async function* reportText(store: Records, job: Job, told: object): AsyncGenerator<string> {
  const { checked: _c, imported: _i, ...rest } = told as Record<string, unknown>
  yield JSON.stringify(rest, null, 2).replace(/\n\}$/, '')
  for (const part of ['checked', 'imported'] as const) {
    yield `,\n  "${part}": `
    const tally = job[part]
    if (tally) yield* tallyText(tally, () => piecesOf(store, job, part))
    else yield 'null'
  }
  yield '\n}\n'
}

async function* tallyText(tally: TransferTally, pieces: () => AsyncIterable<Named>): AsyncGenerator<string> {
  const { items: _i, conflicts: _c, ...numbers } = tally
  yield JSON.stringify(numbers).replace(/\}$/, '')
  for (const name of ['items', 'conflicts'] as const) {
    yield `,\n    "${name}": [`
    let between = '\n      '
    for await (const piece of pieces()) {
      for (const each of piece[name]) {
        yield between + JSON.stringify(each)
        between = ',\n      '
      }
    }
    yield ']'
  }
  yield '}'
}

/** Transfers of earlier versions kept no pieces: their first objects stand in their document. */
async function* piecesOf({ records }: Records, job: Job, part: ReportPart): AsyncGenerator<Named> {
  const count = job.pieces?.[part]
  if (count === undefined && job[part]) yield job[part]
  for (let number = 0; number < (count ?? 0); number += 1) {
    const piece = await records.get(kindOf(job.id, part), String(number))
    if (piece) yield piece as Named
  }
}
