/** How near to the end of what scrolls, in pixels, a reader counts as being there. */
export const NEAR_END_PX = 48
