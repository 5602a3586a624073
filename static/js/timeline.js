// Møtelinja, as scripts draw it. The server has drawn it first.

// A part's minutes come as tens and ones (timeline.css).
export function setMinutes(part, minutes) {
  part.dataset.tens = Math.floor(minutes / 10)
  part.dataset.ones = minutes % 10
}

// The minutes of each of `parts`, and whether it is skipped, as the state of a meeting has them (meetings/live.py).
export function showItems(parts, items) {
  parts.forEach((part, at) => {
    const [minutes, isSkipped] = items[at]
    part.hidden = isSkipped
    setMinutes(part, minutes)
    part.querySelector('.timeline__minutes').textContent = minutes
  })
}

// The part at the index `now` is up.
export function mark(parts, now) {
  parts.forEach((part, at) => {
    part.toggleAttribute('data-past', at < now)
    if (at === now) part.setAttribute('aria-current', 'step')
    else part.removeAttribute('aria-current')
  })
}
