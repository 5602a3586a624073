// Writes down here that this browser has a meeting in progress, so that its other pages lead back to it (meeting-way.js).
import { inBrowser } from './storage.js';

const KEPT = 'møte i gang'
// As long after its end as a meeting is taken to go on.
const LONGEST = 3 * 60 * 60 * 1000

// `screen` is the element of the wall or of the leader's screen, and `state` the meeting's; a rehearsal is not kept.
export function keepMeeting(screen, state) {
  if (screen.dataset.isRehearsal) return
  const { title, address } = screen.dataset
  if (state?.status === 'running') inBrowser.keep(KEPT, JSON.stringify({ title, address, until: Date.now() + LONGEST }))
  else if (inBrowser.read(KEPT)?.includes(address.slice(0, 17))) inBrowser.forget(KEPT)
}
