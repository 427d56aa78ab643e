/** Bars whose ends are known to the second only fade out at both. */
export const softEdges = '[mask-image:linear-gradient(to_right,transparent,black_8px,black_calc(100%-8px),transparent)]'
