// The arithmetic of a clock, which keeps the moment it ends: {end} while it runs, {left} while it stands, in milliseconds;
// {total} is what it was set to, {told} what has been said of it. Nothing here changes a clock: a new one is given back.
export const MINUTE = 60_000

export function started(minutes, now) {
  const total = minutes * MINUTE
  return { end: now + total, total, told: '' }
}

// A clock that stands goes on, and one that goes stands; one whose time is out stays so.
export function turned(clock, now) {
  const { end, left, total, told } = clock
  if (left) return { end: now + left, total, told }
  return end > now ? { left: end - now, total, told } : clock
}

export function withMinute({ end, left, total }, now) {
  if (left) return { left: left + MINUTE, total: total + MINUTE, told: '' }
  return { end: Math.max(end, now) + MINUTE, total: total + MINUTE, told: '' }
}

// Whether two clocks are the same minutes: those of two machines differ a little.
export function isSame(one, other) {
  return other.left === undefined ? Math.abs(other.end - one?.end) < 1500 : other.left === one?.left
}

export function leftOf({ end, left }, now) {
  return Math.max(0, left ?? end - now)
}

export function moodOf({ left: isStanding, total }, left) {
  if (isStanding) return 'paused'
  if (!left) return 'over'
  return left <= Math.min(MINUTE, total / 5) ? 'soon' : 'calm'
}

// 65 seconds are «1:05».
export function asDigits(seconds) {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}
