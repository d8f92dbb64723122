/** Where a conversation's work stands, as its row decides it. */
export type Work = { readonly isWaiting: boolean; readonly isSending: boolean; readonly isDeleted: boolean }

export function workInWords({ isWaiting, isSending, isDeleted }: Work): string {
  if (isDeleted) return 'Deleted: nothing will happen here any more.'
  if (isSending) return 'Sending: something is on its way, and its outcome is not known yet.'
  return isWaiting ? 'Waiting: something new has not been dealt with yet.' : 'Settled: nothing waits.'
}
