import { useId, type ReactNode } from 'react'

/** What a control inside a Field must carry so that its label, hint and error are read with it. */
export interface FieldControlProps {
  readonly id: string
  readonly 'aria-describedby': string | undefined
  readonly 'aria-invalid': true | undefined
}

interface FieldProps {
  readonly label: ReactNode
  readonly hint?: ReactNode
  readonly error?: ReactNode
  /** Stands at the right of the label, e.g. a link or a counter. */
  readonly aside?: ReactNode
  readonly children: (control: FieldControlProps) => ReactNode
}

/**
 * A labelled control with a hint and, when wrong, what is wrong. Props: label, hint, error, aside;
 * children = (control) => <Input {...control} />.
 */
export function Field({ label, hint, error, aside, children }: FieldProps) {
  const id = useId()
  const hintId = hint ? `${id}-hint` : undefined
  const errorId = error ? `${id}-error` : undefined
  const describedBy = [errorId, hintId].filter(Boolean).join(' ') || undefined
  return (
    <div className="flex min-w-0 flex-col gap-1" data-status={error ? 'failed' : undefined}>
      <div className="flex flex-wrap items-center justify-between gap-x-3">
        <label htmlFor={id} className="text-row font-medium wrap-anywhere">
          {label}
        </label>
        {aside}
      </div>
      {children({ id, 'aria-describedby': describedBy, 'aria-invalid': error ? true : undefined })}
      {error && (
        <p id={errorId} className="text-row font-medium text-tone">
          {error}
        </p>
      )}
      {hint && (
        <p id={hintId} className="text-meta text-muted">
          {hint}
        </p>
      )}
    </div>
  )
}
