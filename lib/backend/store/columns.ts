// What the rows of several tables have in common.

/** Whose row it is. Ids and places are a connection's own: others may have the same. */
export interface OwnedColumns {
  connection_id: string
}

/** What every table of objects has: the object as JSON, and where it stands in its listing. */
export interface ObjectColumns extends OwnedColumns {
  id: string
  position: number
  document: string
}
