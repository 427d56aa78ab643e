import type { SourceProblem } from '@/components/json/check-shape'

/** Where a schema of the form stands in the definition's source, and how it is called. */
export interface SchemaPlace {
  /** As json-source has it. */
  readonly path: string
  readonly label: string
  /** Before the names of its properties. */
  readonly prefix: string
  /** Whether the form is small enough to be drawn whole. */
  readonly isOpen: boolean
  /** Whether it is part of another schema. */
  readonly isPart: boolean
  /** What is too much at this schema or within it. */
  readonly problem: SourceProblem | undefined
  /** The place of a property. */
  readonly below: (name: string, label: string) => SchemaPlace
  /** The place of each item of a list. */
  readonly items: (label: string) => SchemaPlace
}

type Start = Pick<SchemaPlace, 'path' | 'label' | 'prefix' | 'isOpen' | 'problem'> & { readonly isPart?: boolean }

/** The place of a whole schema, to go on from. */
export function placeOfSchema(start: Start): SchemaPlace {
  const at = (path: string, label: string, prefix: string) => {
    const isWithin = `${start.problem?.path}/`.startsWith(`${path}/`)
    return placeOfSchema({ ...start, isPart: true, path, label, prefix, problem: isWithin ? start.problem : undefined })
  }
  return {
    isPart: false,
    ...start,
    below: (name, label) => at(`${start.path}/properties/${name}`, label, `${label}.`),
    items: (label) => at(`${start.path}/items`, label, `${start.label}.`),
  }
}
