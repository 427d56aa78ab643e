'use client'

import { useTranslations } from 'next-intl'
import { useMemo, useState } from 'react'
import { Button } from '@/components/ui/button'
import { plainNumber } from '@/lib/i18n/plain-number'
import { readTable, separatorOf } from './read-table'

interface TableViewProps {
  readonly text: string
  /** Its last row may be half of one otherwise. */
  readonly isWhole: boolean
  readonly label: string
  /** Found out where it is not given. */
  readonly separator?: string
}

/** How many rows stand in the page at first, and how many come with each further press. */
const ROWS = 200
const MAX_ROWS = 100_000

/** Rows and columns; the first row names the columns. */
export function TableView({ text, isWhole, label, separator }: TableViewProps) {
  const t = useTranslations('files.preview')
  const [shown, setShown] = useState(ROWS)
  const rows = useMemo(() => {
    const read = readTable(text.replace(/^\ufeff/, ''), separator ?? separatorOf(text), MAX_ROWS)
    return isWhole ? read : read.slice(0, -1)
  }, [text, isWhole, separator])
  const [head = [], ...body] = rows
  const columns = rows.slice(0, shown).reduce((most, row) => Math.max(most, row.length), 0)
  return (
    <div className="flex min-w-0 flex-col gap-2">
      <p className="text-meta text-muted tabular-nums">
        {t('rows', { rows: plainNumber(body.length), columns: plainNumber(columns) })}
      </p>
      <div
        tabIndex={0}
        role="region"
        aria-label={label}
        className="max-h-[70dvh] min-w-0 overflow-auto rounded-field border border-line"
      >
        <Table head={head} body={body.slice(0, shown)} columns={columns} />
      </div>
      {body.length > shown && (
        <Button className="self-start" onClick={() => setShown(shown + 5 * ROWS)}>
          {t('more_rows', { shown: plainNumber(shown), rows: plainNumber(body.length) })}
        </Button>
      )}
    </div>
  )
}

interface TableProps {
  readonly head: readonly string[]
  readonly body: readonly (readonly string[])[]
  readonly columns: number
}

function Table({ head, body, columns }: TableProps) {
  const t = useTranslations('files.preview')
  const places = Array.from({ length: columns }, (_, index) => index)
  return (
    <table className="w-max min-w-full border-separate border-spacing-0 text-left text-row">
      <thead>
        <tr>
          <th className="sticky top-0 border-b border-line bg-sunken px-2 py-1 text-right font-normal text-muted">
            <span className="sr-only">{t('row')}</span>
          </th>
          {places.map((place) => (
            <th
              key={place}
              scope="col"
              dir="auto"
              className="sticky top-0 max-w-80 truncate border-b border-line bg-sunken px-3 py-1 font-medium"
            >
              {head[place]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {body.map((row, index) => (
          <tr key={index} className="hover:bg-sunken">
            <td className="px-2 py-1 text-right font-mono text-meta text-muted tabular-nums">{index + 1}</td>
            {places.map((place) => (
              <td
                key={place}
                dir="auto"
                title={row[place]}
                className={`max-w-80 truncate px-3 py-1 ${isNumber(row[place]) ? 'text-right tabular-nums' : ''}`}
              >
                {row[place]}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const isNumber = (cell: string | undefined) => cell !== undefined && /^[-+]?[\d,.]*\d%?$/.test(cell.trim())
