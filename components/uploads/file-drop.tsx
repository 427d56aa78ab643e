import { type DragEvent, useId, useState } from 'react'

interface FileDropProps {
  readonly label: string
  readonly hint: string
  /** Which files the browser offers first, as `accept` has it. */
  readonly accept: string
  readonly busy: boolean
  readonly onFile: (file: File) => void
}

/** Where one file is dropped or chosen, to be used at once. */
export function FileDrop({ label, hint, accept, busy, onFile }: FileDropProps) {
  const id = useId()
  const [isOver, setOver] = useState(false)
  function drop(event: DragEvent) {
    event.preventDefault()
    setOver(false)
    const file = event.dataTransfer.files[0]
    if (file && !busy) onFile(file)
  }
  return (
    <div
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      className={`flex max-w-prose flex-col items-start gap-2 rounded-field border border-dashed border-control p-4
        ${isOver ? 'bg-sunken' : ''}`}
    >
      <label htmlFor={id} className="text-row font-medium">
        {label}
      </label>
      <p className="text-row text-muted">{hint}</p>
      <input
        id={id}
        type="file"
        accept={accept}
        disabled={busy}
        onChange={({ target }) => {
          const file = target.files?.[0]
          // So that the same file can be chosen again.
          target.value = ''
          if (file) onFile(file)
        }}
        className={`touch max-w-full text-row file:mr-3 file:h-8 file:cursor-pointer file:rounded-field file:border
          file:border-solid file:border-control file:bg-surface file:px-3 file:text-row file:font-medium file:text-ink`}
      />
    </div>
  )
}
