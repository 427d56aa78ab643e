'use client'

import { useTranslations } from 'next-intl'
import { memo, useId } from 'react'
import { useDuration } from '@/components/ui/use-duration'
import { StatusGlyph } from '@/components/ui/status-glyph'
import type { Lifecycle } from '@/lib/inspector/lifecycle'
import { isTerminal } from '@/lib/run/machine'
import { stagesInWords } from '@/lib/inspector/stages-in-words'
import { MACHINE, machineOf, type MachineEdge, type MachineNode } from '@/lib/inspector/status-diagram'

const { width, height, nodeWidth, nodeHeight } = MACHINE

/** The protocol's nine states, and the way that the run took through them. Props: life. */
export const StatusDiagram = memo(function StatusDiagram({ life }: { life: Lifecycle }) {
  const t = useTranslations('inspector.machine')
  const word = useTranslations('status')
  const { nodes, edges } = machineOf(life)
  const id = useId()
  const way = stagesInWords(life.segments, ({ status }) => word(status)).join(' → ')
  return (
    <svg
      role="img"
      aria-label={t('label', { way })}
      viewBox={`0 0 ${width} ${height}`}
      style={{ minWidth: width }}
      className="w-full max-w-[24rem] overflow-visible"
    >
      <Arrow id={`${id}-taken`} className="fill-ink" />
      <Arrow id={`${id}-illegal`} className="fill-tone" />
      {edges.map((edge) => (
        <Edge key={`${edge.from}-${edge.to}`} edge={edge} arrows={id} />
      ))}
      {nodes.map((node) => (
        <Node key={node.status} node={node} isLive={node.isCurrent && life.isLive} />
      ))}
      {edges
        .filter(({ count }) => count > 0)
        .map((edge) => (
          <Count key={`${edge.from}-${edge.to}`} edge={edge} />
        ))}
    </svg>
  )
})

function Arrow({ id, className }: { id: string; className: string }) {
  const size = { markerWidth: 6, markerHeight: 6 }
  return (
    <marker id={id} data-status="failed" viewBox="0 0 8 8" refX="7" refY="4" orient="auto-start-reverse" {...size}>
      <path d="M0 0 8 4 0 8Z" className={className} />
    </marker>
  )
}

function Edge({ edge: { path, count, entry }, arrows }: { edge: MachineEdge; arrows: string }) {
  const isIllegal = entry === 'illegal'
  if (count === 0) return <path d={path} fill="none" className="stroke-line" strokeWidth="1" />
  return (
    <path
      d={path}
      data-status={isIllegal ? 'failed' : undefined}
      fill="none"
      strokeWidth="1.75"
      strokeDasharray={entry === 'legal' ? undefined : '4 3'}
      markerEnd={`url(#${arrows}-${isIllegal ? 'illegal' : 'taken'})`}
      className={isIllegal ? 'stroke-tone' : 'stroke-ink'}
    />
  )
}

function Count({ edge: { count, entry, middle } }: { edge: MachineEdge }) {
  const isIllegal = entry === 'illegal'
  const text = `${count}${isIllegal ? ' !' : ''}`
  const half = 5 + text.length * 4
  return (
    <g transform={`translate(${middle.x} ${middle.y})`} data-status={isIllegal ? 'failed' : undefined}>
      <rect x={-half} y="-8" width={half * 2} height="16" rx="8" className="fill-paper stroke-line" />
      <text
        y="4"
        textAnchor="middle"
        className={`font-mono text-meta tabular-nums ${isIllegal ? 'fill-tone' : 'fill-ink'}`}
      >
        {text}
      </text>
    </g>
  )
}

function Node({ node, isLive }: { node: MachineNode; isLive: boolean }) {
  const duration = useDuration()
  const { status, x, y, visits, dwellMs, isSoft, isCurrent } = node
  const t = useTranslations('inspector.machine')
  const word = useTranslations('status')
  const wasThere = visits > 0
  const box = { x: -nodeWidth / 2, y: -nodeHeight / 2, width: nodeWidth, height: nodeHeight, rx: 6 }
  const told = [
    !isTerminal(status) && `${isSoft ? '≈ ' : ''}${duration(dwellMs)}`,
    visits > 1 && t('times', { count: visits }),
  ].filter(Boolean)
  const hasLine = wasThere && told.length > 0
  return (
    <g transform={`translate(${x} ${y})`} data-status={status} data-state={status}>
      <title>{word(`explain.${status}`)}</title>
      <rect
        {...box}
        className={wasThere ? 'fill-tint stroke-mark' : 'fill-paper stroke-line'}
        strokeWidth={isCurrent ? 2.5 : 1}
      />
      {isLive && <rect {...box} fill="none" strokeWidth="2.5" className="state-pulse stroke-tone" />}
      <svg
        x={-nodeWidth / 2 + 10}
        y={hasLine ? -14 : -6}
        width="12"
        height="12"
        className={wasThere ? 'text-tone' : 'text-muted'}
      >
        <StatusGlyph status={status} still={!isLive} />
      </svg>
      <text
        x={-nodeWidth / 2 + 28}
        y={hasLine ? -4 : 4.5}
        className={`text-meta ${wasThere ? 'fill-tone font-medium' : 'fill-muted'}`}
      >
        {word(status)}
      </text>
      {hasLine && (
        <text x={-nodeWidth / 2 + 28} y="12" className="fill-tone font-mono text-meta tabular-nums">
          {told.join(' ')}
        </text>
      )}
    </g>
  )
}
