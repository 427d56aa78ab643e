/** How far lists count: a number that is this large means as many or more. */
export const MAX_COUNTED = 1_000

/** How many labels one thread or run may have. */
export const MAX_LABELS = 20

/** How long a label may be, in UTF-16 units. */
export const LABEL_LENGTH = 64

/** How long the note of a rating may be, in UTF-16 units. */
export const NOTE_LENGTH = 2_000
