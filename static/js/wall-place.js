// How the wall shows where it is: in the title, at the top, along the foot, in the lists, and on the buttons.
import { fill } from './words.js';

// The step at the index `now` of `steps` is up in `deck`. Links with a data-key lead to steps.
export function showPlace(deck, steps, now) {
  const step = steps[now]
  document.title = step.dataset.title
  deck.querySelector('.wall__place').textContent = step.dataset.place
  deck.querySelector('.wall__astray')?.toggleAttribute('hidden', now > 0)
  for (const link of document.querySelectorAll('[data-key]')) {
    const index = steps.findIndex(other => other.dataset.address === link.pathname)
    link.toggleAttribute('data-past', index < now)
    if (index === now) link.setAttribute('aria-current', 'step')
    else link.removeAttribute('aria-current')
  }
  point(deck, 'back', 'prev', steps[now - 1])
  point(deck, 'forward', 'next', steps[now + 1])
  for (const button of deck.querySelectorAll('[data-needs]')) {
    button.hidden = !step.querySelector(button.dataset.needs === 'talk' ? '[data-talk]' : '.step__beside')
  }
}

// Which part of `text` is up, if it is in parts, in the words of `deck`. Returns what it says.
export function showPart(deck, step, text) {
  const told = text ? fill(deck.dataset.part, { number: text.part + 1, count: text.parts.length }) : ''
  const place = step.querySelector('.step__leaf')
  if (place) {
    place.textContent = told
    place.toggleAttribute('data-more', Boolean(text) && text.part + 1 < text.parts.length)
  }
  return told
}

function point(deck, command, rel, step) {
  const link = deck.querySelector(`.wall-bar a[data-command="${command}"]`)
  if (!link) return
  link.hidden = !step
  if (step) Object.assign(link, { rel, href: step.dataset.address })
}
