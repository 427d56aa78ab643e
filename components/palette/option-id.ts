/** The id of the palette's option at that place, by which the box names its active one. */
export const optionIdOf = (index: number) => `palette-option-${index}`
