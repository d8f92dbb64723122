/** The queue of turns; a job's singleton key is `app:conversation`. */
export const TURN = 'turn'
/** Where a turn goes that has used up its attempts. */
export const DEAD_TURN = 'dead-turn'
