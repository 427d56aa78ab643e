interface Inserting {
  readonly isThere: () => Promise<boolean>
}

/** Inserts an object, unless another instance has stored it since it was looked for. Throws what else goes wrong. */
export async function unlessThere(insert: () => Promise<unknown>, { isThere }: Inserting) {
  try {
    await insert()
  } catch (error) {
    if (!(await isThere())) throw error
  }
}
