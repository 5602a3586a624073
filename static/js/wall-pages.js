// The pages of a meeting on the wall, fetched anew when its plan has changed. The one that is up is left as it is.
import { tell } from './bus.js';

// Puts what `wall` (a wall-meeting) has on the server in the place of what it has, but for the page `shown`. Returns
// whether it could.
export async function redrawPages(wall, shown) {
  try {
    const response = await fetch(wall.dataset.address, { headers: { Accept: 'text/html' }, cache: 'no-store' })
    const page = new DOMParser().parseFromString(await response.text(), 'text/html')
    const fresh = [...page.querySelectorAll('.step')]
    const up = wall.querySelector(`.step[id="${shown}"]`)
    const at = fresh.findIndex(step => step.id === shown)
    if (!response.ok || !up || at < 0) return false
    for (const step of fresh) step.hidden = true
    for (const step of wall.querySelectorAll('.step')) if (step !== up) step.remove()
    up.before(...fresh.slice(0, at).map(step => document.adoptNode(step)))
    up.after(...fresh.slice(at + 1).map(step => document.adoptNode(step)))
    wall.querySelector('.timeline').replaceWith(document.adoptNode(page.querySelector('.timeline')))
    tell('wall-cut')
    return true
  } catch {
    return false
  }
}
