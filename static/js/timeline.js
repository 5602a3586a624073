// Møtelinja, as scripts draw it. The server has drawn it first.

// A part's minutes come as tens and ones (timeline.css).
export function setMinutes(part, minutes) {
  part.dataset.tens = Math.floor(minutes / 10)
  part.dataset.ones = minutes % 10
}

// The minutes of each of `parts`, whether it is skipped, and whether it has been on, as the state of a meeting has them (meetings/live.py). A talk
// is as long as its phases together.
export function showItems(parts, items, done = []) {
  parts.forEach((part, at) => {
    const [minutes, isSkipped] = items[at]
    part.hidden = isSkipped
    part.toggleAttribute('data-done', Boolean(done[at]))
    setMinutes(part, minutes)
    part.querySelector('.timeline__minutes').textContent = minutes
  })
  for (const line of new Set(parts.map(part => part.closest('.timeline__line')).filter(Boolean))) {
    const all = parts.filter((part, at) => line.contains(part) && !items[at][1])
    line.hidden = !all.length
    setMinutes(line, all.reduce((sum, part) => sum + items[parts.indexOf(part)][0], 0))
  }
}

// The part at the index `now` is up; of its minutes `done`, from 0 to 1, are gone.
export function mark(parts, now, done = 0) {
  parts.forEach((part, at) => {
    part.toggleAttribute('data-past', at < now)
    if (at === now) part.setAttribute('aria-current', 'step')
    else part.removeAttribute('aria-current')
  })
  parts[now]?.style.setProperty('--done', `${Math.round(Math.min(1, Math.max(0, done)) * 100)}%`)
}
