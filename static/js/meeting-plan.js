// The plan, changed on the spot: every change is sent as the form would send it, and what comes back takes the place of
// what stood there. The arithmetic is the server's alone. A part is moved by its grip, or by its buttons.
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
  }

  disconnectedCallback() {
    this.listeners.abort()
  }

  async send(button, focus = button?.id) {
    const form = this.querySelector('form')
    const fields = new FormData(form)
    fields.set('do', button?.value ?? 'fit')
    try {
      const response = await fetch(form.action, { method: 'POST', body: fields })
      const page = new DOMParser().parseFromString(await response.text(), 'text/html')
      const fresh = page.querySelector('meeting-plan')
      this.replaceChildren(...document.adoptNode(fresh).childNodes)
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
}

customElements.define('meeting-plan', MeetingPlan)
