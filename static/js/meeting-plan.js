// The plan, changed on the spot: every change is sent as the form would send it, and what comes back takes the place of
// what stood there. The arithmetic is the server's alone. A part is moved by its grip or its buttons, and stretched by
// the edge under it or by typing.
import { setMinutes } from './timeline.js';

// As in plan.css.
const MINUTE_IN_REM = 0.4

class MeetingPlan extends HTMLElement {
  connectedCallback() {
    this.listeners = new AbortController()
    const { signal } = this.listeners
    this.addEventListener('submit', event => {
      event.preventDefault()
      this.send(event.submitter)
    }, { signal })
    this.addEventListener('change', event => {
      if (event.target.matches('.plan__minutes')) this.send(null, event.target.id)
    }, { signal })
    this.addEventListener('pointerdown', event => this.lift(event), { signal })
    this.addEventListener('pointerdown', event => this.stretch(event), { signal })
  }

  disconnectedCallback() {
    this.listeners.abort()
  }

  async send(button, focus = button?.id) {
    const form = button?.form ?? this.querySelector('form')
    const fields = new FormData(form)
    fields.set('do', button?.value ?? 'fit')
    try {
      const response = await fetch(form.action, { method: 'POST', body: fields })
      const page = new DOMParser().parseFromString(await response.text(), 'text/html')
      const fresh = page.querySelector('meeting-plan')
      this.replaceChildren(...document.adoptNode(fresh).childNodes)
      const version = this.querySelector('input[name="version"]').value
      for (const field of document.querySelectorAll('input[name="version"]')) field.value = version
      this.refocus(focus, button)
    } catch {
      // No network, or another page than the plan: the form goes the long way, and the browser says what is wrong.
      HTMLFormElement.prototype.submit.call(form)
    }
  }

  // Focus follows a part to where it went.
  refocus(id, button) {
    const [verb, at] = (button?.value ?? '').split('-')
    const moved = { up: `opp-${at - 1}`, down: `ned-${Number(at) + 1}` }[verb]
    const target = [moved, id, 'angre'].map(id => document.getElementById(id)).find(control => control && !control.disabled)
    target?.focus()
  }

  // Dragged past its neighbours, a part changes place with each of them.
  lift(event) {
    const grip = event.target.closest('.plan__grip')
    if (!grip || event.button) return
    event.preventDefault()
    const part = grip.closest('.plan__part')
    const from = Number(part.dataset.at)
    part.setAttribute('data-lifted', '')
    grip.setPointerCapture(event.pointerId)
    grip.addEventListener('pointerup', ({ clientY }) => {
      part.removeAttribute('data-lifted')
      const parts = [...this.querySelectorAll('.plan__part')]
      const over = parts.findIndex(one => clientY < one.getBoundingClientRect().bottom)
      const to = over < 0 ? parts.length - 1 : over
      if (to !== from) this.send({ id: `opp-${to}`, value: `move-${from}-${to}` })
    }, { once: true })
    grip.addEventListener('pointercancel', () => part.removeAttribute('data-lifted'), { once: true })
  }

  // Each step of the height is a minute; what the others give for it comes when it is let go.
  stretch(event) {
    const edge = event.target.closest('.plan__stretch')
    if (!edge || event.button) return
    event.preventDefault()
    const part = edge.closest('.plan__part')
    const field = part.querySelector('.plan__minutes')
    const before = field.valueAsNumber
    const minute = MINUTE_IN_REM * parseFloat(getComputedStyle(document.documentElement).fontSize)
    const show = minutes => {
      field.value = minutes
      setMinutes(part, minutes)
    }
    const done = new AbortController()
    part.setAttribute('data-stretched', '')
    edge.setPointerCapture(event.pointerId)
    edge.addEventListener('pointermove', ({ clientY }) => {
      const minutes = before + Math.round((clientY - event.clientY) / minute)
      show(Math.max(field.min, Math.min(field.max, minutes)))
    }, { signal: done.signal })
    const end = isMeant => {
      done.abort()
      part.removeAttribute('data-stretched')
      if (!isMeant) show(before)
      else if (field.valueAsNumber !== before) this.send(null, field.id)
    }
    edge.addEventListener('pointerup', () => end(true), { signal: done.signal })
    edge.addEventListener('pointercancel', () => end(false), { signal: done.signal })
  }
}

customElements.define('meeting-plan', MeetingPlan)
