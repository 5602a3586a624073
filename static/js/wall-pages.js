// The pages of a meeting on the wall, fetched anew when its plan has changed. The one that is up, and one that somebody has
// written in, are left as they are.
import { tell } from './bus.js';

// Whether somebody writes on `wall` (a wall-meeting) just now; with `isAnywhere` also whether there is text that is not
// sent on any page of it.
export function isWrittenIn(wall, isAnywhere = false) {
  const isIn = wall.querySelector('.step:not([hidden]) form:focus-within :is(textarea, input:not([type="hidden"]))')
  // An agreement is saved as it is written: it is in the way only while somebody does.
  const agreement = isIn?.closest('agreement-field')
  return (Boolean(isIn) && (!agreement || agreement.hasAttribute('data-busy'))) || (isAnywhere && [...wall.querySelectorAll('.step')].some(isDirty))
}

// Puts what `wall` has on the server in the place of what it has. Returns whether it could.
export async function redrawPages(wall) {
  try {
    const response = await fetch(wall.dataset.address, { headers: { Accept: 'text/html' }, cache: 'no-store' })
    const page = new DOMParser().parseFromString(await response.text(), 'text/html')
    const timeline = page.querySelector('.timeline')
    if (!response.ok || !timeline) return false
    const old = new Map([...wall.querySelectorAll('.step')].map(step => [step.id, step]))
    const up = wall.querySelector('.step:not([hidden])')
    const fresh = [...page.querySelectorAll('.step')].map(step => keep(old.get(step.id), up, document.adoptNode(step)))
    const place = fresh.indexOf(up)
    for (const step of old.values()) if (!fresh.includes(step) && step !== up) step.remove()
    // One that is up and is gone from the plan stands until the meeting has moved on.
    up.toggleAttribute('data-stale', place < 0)
    up.before(...fresh.slice(0, Math.max(0, place)))
    up.after(...fresh.slice(place + 1))
    redrawLive(wall, page)
    wall.querySelector('.timeline').replaceWith(document.adoptNode(timeline))
    tell('wall-cut')
    return true
  } catch {
    return false
  }
}

// What is read beside a form is new also where the form is left alone.
export async function redrawNoted(wall) {
  try {
    const response = await fetch(wall.dataset.address, { headers: { Accept: 'text/html' }, cache: 'no-store' })
    if (response.ok) redrawLive(wall, new DOMParser().parseFromString(await response.text(), 'text/html'))
    return response.ok
  } catch {
    return false
  }
}

function redrawLive(wall, page) {
  for (const part of page.querySelectorAll('[data-live]')) {
    wall.querySelector(`[data-live="${part.dataset.live}"]`)?.replaceChildren(...document.adoptNode(part).childNodes)
  }
}

function keep(old, up, fresh) {
  fresh.hidden = true
  if (!old || (old !== up && !isDirty(old))) return fresh
  old.dataset.at = fresh.dataset.at
  return old
}

function isDirty(step) {
  return [...step.querySelectorAll('textarea, input:not([type="hidden"], [type="radio"])')]
    .some(field => field.value !== field.defaultValue && !field.closest('agreement-field:not([data-busy])'))
}
